"""Posts of other tools as their exports hold them: letters as objects of JSON, as rows of tables, beside a table."""
