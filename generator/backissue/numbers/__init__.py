"""Numbers over time: charts that are tables, and the words that came up."""

from backissue.numbers.charts import FEWEST, Chart, Scale, columns, heat, scale, table
from backissue.numbers.trends import Rising, Trends, trends

__all__ = ["FEWEST", "Chart", "Rising", "Scale", "Trends", "columns", "heat", "scale", "table", "trends"]
