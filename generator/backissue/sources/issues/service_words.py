"""What lines say by which mails are managed, “unsubscribe”, in the main languages of Europe, as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Language:
    """What service lines are in one language.

    ``phrases`` say that a line is one; ``reasons`` are those with which a line begins that says why a mail came,
    so that names follow; ``alone`` are lines as a whole; ``vocabulary`` is what such lines are made of.
    """

    phrases: frozenset[str]
    reasons: tuple[str, ...]
    alone: frozenset[str]
    vocabulary: frozenset[str]


def _language(phrases: str, reasons: str, alone: str, words: str) -> Language:
    """Return a language of texts with commas between phrases; bars part the choices for a word, which may be empty."""
    said, begun = frozenset(_choices(phrases)), tuple(_choices(reasons))
    vocabulary = frozenset(word for phrase in (*said, *begun) for word in phrase.split()) | frozenset(words.split())
    return Language(said | frozenset(begun), begun, frozenset(part.strip() for part in alone.split(",")), vocabulary)


def _choices(rows: str) -> Iterator[str]:
    for row in rows.split(","):
        for words in product(*(word.split("|") for word in row.split())):
            yield " ".join(" ".join(words).split())


ENGLISH = _language(
    "to unsubscribe, unsubscribe here, unsubscribe from this|our, unsubscribe at any time"
    ", view|read|open |this|it|the |email|e-mail|newsletter|issue in |your|a|the |web browser"
    ", update|manage|change |your |email|e-mail|subscription preferences|subscription"
    ", forwarded this email|e-mail|newsletter|message, forward |this to a friend"
    ", you are receiving this, you're receiving this, you received this, you got this"
    ", was this |email|e-mail|newsletter|issue|message forwarded to you"
    ", forward this email|e-mail to a friend, trouble viewing this",
    "you are receiving|getting this email|e-mail|mail|newsletter|letter|message|because"
    ", you're receiving|getting this email|e-mail|mail|newsletter|letter|message|because"
    ", you received|got this email|e-mail|mail|newsletter|letter|message|because, this email|e-mail|message"
    " was sent to",
    "unsubscribe, read in app, subscribe now, sign up, share this post, view online, share this issue"
    ", share this issue on twitter, share on twitter, share on facebook, share on linkedin, sent with revue"
    ", created with mailchimp, created by, powered by substack, subscribe here, read in browser, view in browser"
    ", open in browser, open in app, leave a comment, like this post, manage preferences, update profile",
    """a above account all an and any anymore anytime app are at because been below button by can click colleague
    correctly did didn't display displayed do don't edit else email emails feel for free friends from future get
    getting having here i if images in instantly interested is issues it just know like link list longer mail
    mailing may me messages might my newsletters no not of on one's online opt or our out page please policy post
    prefer privacy preferences problems profile properly receive received reply safely see sent settings share
    signed simply since someone subscribe subscribed subscriber subscribing tap terms these they this time up us
    version want was we were who why wish with would you your""",
)
LANGUAGES = (
    ENGLISH,
    _language(  # German
        "im|in |ihrem|deinem browser|webbrowser ansehen|anzeigen|öffnen|lesen|betrachten, online|hier ansehen|lesen"
        ", ansicht im browser, webversion |ansehen|anzeigen|öffnen, newsletter|mail|e-mail|hier|jetzt|jederzeit"
        " abmelden"
        ", newsletter|hier|jederzeit abbestellen, vom|von newsletter|verteiler |wieder abmelden"
        ", nicht korrekt|richtig dargestellt|angezeigt, einstellungen|abo|abonnement|profil ändern|verwalten"
        ", diesen|diese newsletter|mail|e-mail weiterleiten, keine newsletter|mails|e-mails mehr",
        "sie erhalten|bekommen diesen|diese newsletter|mail|e-mail|nachricht|rundbrief|brief"
        ", du erhältst|bekommst diesen|diese newsletter|mail|e-mail|nachricht|rundbrief|brief"
        ", diese e-mail|mail|nachricht wurde |ihnen|dir |an",
        "abmelden, abbestellen, newsletter abmelden, jetzt abonnieren, webversion, onlineversion, weiterleiten",
        """ab abmeldelink abo alle am an anmelden anmeldung auf aus bei bitte browser dann das dem den der des dich die
        dies diese diesem diesen dieser du e-mail e-mails ein einem einen einfach es falls für gerne haben hast hier
        ich ihnen ihr ihre ihrem im in indem ist jederzeit kann kannst klick klicke klicken können künftig lesen link
        liste mail mails mehr mit möchten möchtest nachricht newsletter newsletters nicht oder ohne online sich sie
        sind um und uns unser unsere unseren unserem unter von weil wenn werden wieder wir wird wollen willst wurde
        zu zum zur erhalten empfangen angemeldet abonniert eingetragen haben""",
    ),
    _language(  # French
        "voir|lire|ouvrir|afficher|consulter |cet|ce|cette|le|la |email|e-mail|mail|message|courriel|lettre|newsletter"
        " dans |votre|ton|le|un navigateur, voir|lire|consulter |la |version en ligne, version en ligne, se désabonner"
        ", se désinscrire, vous désabonner, vous désinscrire, me désabonner, me désinscrire"
        ", lien de désinscription|désabonnement, gérer|modifier vos|mes|tes|ses préférences|abonnements"
        ", gérer|modifier votre|mon|ton abonnement, transférer|transmettre cet|ce|cette|à |e-mail|email|message|lettre",
        "vous recevez cet|ce|cette e-mail|email|mail|message|courriel|lettre|newsletter|infolettre"
        ", tu reçois cet|ce|cette e-mail|email|mail|message|courriel|lettre|newsletter|infolettre, cet|ce"
        " e-mail|email|message|courriel a été envoyé",
        "désabonnement, désinscription, désabonnez-vous, désinscrivez-vous, s'abonner, abonnez-vous, partager",
        """a afin aux avec avez bien bouton car ce cet cette ci-dessous cliquant cliquer cliquez clic courriel dans de
        des desabonner du e-mail e-mails elle email emails en est et ici il inscrit inscrite je l'e-mail l'email la le
        les lettre lien liste mail mails message moment navigateur ne newsletter nos notre nous on ou par parce pas
        plus pour pouvez préférences que qu'un qui recevoir s'affiche si souhaitez sur tout tous un une vos votre vous
        à êtes été correctement d'information abonné abonnée abonnement""",
    ),
    _language(  # Spanish
        "ver|leer|abrir |este|esta|el|la |correo|email|e-mail|mensaje|boletín|newsletter en |tu|su|el|un navegador"
        ", ver|leer |la versión en línea|web, darse|darte|darme de baja, cancelar |la|tu|su|mi suscripción"
        ", gestionar|actualizar|cambiar tus|sus|mis|tu|su|mi preferencias|suscripción|suscripciones"
        ", reenviar|reenvía este|esta|a |correo|email|mensaje, date|dese|dése de baja, dejar de recibir",
        "recibes|recibe|recibís este|esta correo|email|e-mail|mensaje|boletín|newsletter"
        ", estás|está recibiendo este|esta correo|email|e-mail|mensaje|boletín|newsletter, este correo|email|mensaje"
        " |se fue|ha|envió"
        " |sido enviado",
        "darse de baja, cancelar suscripción, desuscribirse, suscribirse, suscríbete, compartir",
        """a al aquí bien boletín boletines botón clic con correo correos correctamente cualquier de deseas desea del
        e-mail el electrónico email en enlace enviado es esta este estos haciendo haga haz has ha la las lista lo los
        mensaje mensajes momento más navegador newsletter no nos nuestra nuestro nuestros o para pincha por porque
        puede puedes pulsa que quieres quiere recibir se si siguiente su suscrito suscrita te tu un una usted ves ve y
        suscripción""",
    ),
    _language(  # Italian
        "visualizza|leggi|apri|guarda |questa|questo|la|il |email|e-mail|mail|messaggio|newsletter nel|in"
        " |tuo|un browser"
        ", versione online|web, annullare|annulla l'iscrizione, cancellare|cancella l'iscrizione"
        ", disiscriversi|disiscriverti, cancellarti|cancellarsi dalla"
        ", gestisci|modifica|aggiorna le|la tue|tua preferenze|iscrizione"
        ", inoltra questa|questo|a |email|e-mail|messaggio",
        "ricevi|ricevete|riceve questa|questo email|e-mail|mail|messaggio|newsletter"
        ", hai|stai ricevuto|ricevendo questa|questo email|e-mail|mail|messaggio|newsletter"
        ", questa|questo email|e-mail|mail|messaggio è stata|stato inviata|inviato",
        "disiscriviti, annulla iscrizione, cancellati, iscriviti, abbonati, condividi, disiscrizione",
        """a al alla bene browser che clicca cliccando con corretta correttamente da dal dalla del della di e e-mail
        email essere fai clic guarda hai i il in invii iscritto iscritta iscrizione l'email la le link lista lo mail
        messaggi messaggio momento nel newsletter non nostra nostro o per perché più pulsante puoi qualsiasi questa
        questo qui ricevere ricevi se sei si su sul ti tua tuo un una vedi vuoi visualizzi""",
    ),
    _language(  # Portuguese
        "ver|ler|abrir|visualizar|veja|leia |este|esta|o|a |email|e-mail|mensagem|newsletter no|em"
        " |seu|teu|um navegador|browser"
        ", ver|ler |a versão online|web, cancelar |a|sua|tua|minha inscrição|assinatura|subscrição, deixar de receber"
        ", gerir|gerenciar|atualizar|alterar |as|suas|tuas|minhas preferências, remover |a inscrição|subscrição",
        "você|está |está recebendo|recebeu este|esta email|e-mail|mensagem|newsletter|boletim"
        ", recebe|recebeu este|esta email|e-mail|mensagem|newsletter|boletim"
        ", este|esta email|e-mail|mensagem foi enviado|enviada",
        "descadastrar, descadastre-se, cancelar inscrição, cancelar subscrição, assine, subscrever, partilhar",
        """a ao aqui assinante botão caso clicando clique com corretamente da de deseja do e e-mail e-mails email emails
        em está foi for inscreveu inscrito já lista link mais mensagem mensagens na no nossa nosso não newsletter o
        ou para pode por porque qualquer quiser receber se seu sua subscreveu são um uma você momento altura""",
    ),
    _language(  # Dutch
        "bekijk|lees|open |deze|dit |e-mail|email|mail|nieuwsbrief|bericht in |je|uw|de browser|webbrowser"
        ", bekijk|lees |de online |versie, bekijk|lees |deze |nieuwsbrief|e-mail|mail online, online versie"
        ", uitschrijven voor|van |deze|de nieuwsbrief, hier|direct|jezelf|u uitschrijven"
        ", klik hier |om |je|u uit te schrijven"
        ", voorkeuren wijzigen|aanpassen|beheren, wijzig je|uw voorkeuren, je|u afmelden, hier afmelden",
        "je|u ontvangt deze|dit e-mail|email|mail|bericht|nieuwsbrief, deze|dit e-mail|email|mail|bericht is"
        " |verzonden|verstuurd aan|naar",
        "uitschrijven, afmelden, abonneren, abonneer nu, delen, webversie, schrijf je uit",
        """aan aangemeld abonnement af als bericht berichten bij bent browser de deze dit door e-mail e-mails een email
        en geen goed hebt heeft hier het ik in ingeschreven is je kan klik klikken knop kunt langer link lijst mail
        mailinglijst mails meer met moment naar niet nieuwsbrief nieuwsbrieven nog of om omdat onderstaande ons onze op
        ontvangen te u uw van voor weergegeven wil wilt worden wordt zich elk""",
    ),
    _language(  # Polish
        "zobacz|otwórz|wyświetl|czytaj |tę|ten|tego |wiadomość|e-mail|newsletter|maila w |swojej przeglądarce"
        ", wypisz|wypisać|wypisz się, wypisać się, zrezygnować|zrezygnuj z |subskrypcji|newslettera"
        ", anuluj|anulować subskrypcję, zmień|zarządzaj |swoje|swoimi ustawienia|preferencje|preferencjami|subskrypcją",
        "otrzymujesz tę|ten|tego wiadomość|e-mail|maila|newsletter, ta|ten wiadomość|e-mail została|został"
        " wysłana|wysłany",
        "wypisz się, rezygnacja, zasubskrybuj, udostępnij",
        """aby albo bo chcesz do e-mail e-maile i jeśli jesteś kliknij link linku lista listy lub maila maile momencie
        na nasz nasza naszego naszej newsletter newslettera nie od otrzymywać poniżej ponieważ poprawnie prosimy się
        tej ten tę tutaj tu w wiadomości wiadomość wyświetla z za zapisałeś zapisałaś zapisany każdej chwili""",
    ),
    _language(  # Swedish
        "visa|läs|öppna |detta|det|här|brevet |mejlet|mailet|mejl|nyhetsbrevet|brevet i |din|en webbläsare|webbläsaren"
        ", avsluta |din|prenumerationen|prenumeration, avregistrera |dig |här|från, avanmäl|avanmäla dig"
        ", uppdatera|ändra dina inställningar",
        "du får detta|det |här mejl|mejlet|mail|mailet|brev|brevet|nyhetsbrev|nyhetsbrevet|meddelande, detta"
        " mejl|mail|brev|meddelande skickades till",
        "avregistrera, avprenumerera, avanmälan, prenumerera, dela",
        """av att brev brevet dig din du eftersom eller en ett för från får här i inte kan klicka klickar länken lista
        listan mejl mer meddelande när nyhetsbrev nyhetsbrevet om på prenumerant prenumererar som så till vi vill vår
        våra vårt ej helst""",
    ),
    _language(  # Danish and Norwegian
        "vis|se|læs|les|åbn|åpne |denne|dette|mailen|e-posten|nyhedsbrevet|nyhetsbrevet |mail|e-mail|e-post i"
        " |din|en browser"
        "|browseren|nettleser|nettleseren, afmeld|avmeld |dig|deg |nyhedsbrev|nyhedsbrevet|nyhetsbrev|nyhetsbrevet|her"
        ", meld|melde dig|deg |fra|af|av, opdater|oppdater|ændre|endre dine præferencer|innstillinger",
        "du modtager|mottar|får denne|dette"
        " e-mail|e-mailen|mail|mailen|e-post|e-posten|nyhedsbrev|nyhedsbrevet|nyhetsbrevet"
        ", denne e-mail|mail|e-post|e-posten|mailen er|blev|ble sendt til",
        "afmeld, afmelding, avmeld, avmelding, tilmeld, abonner, del",
        """af av at deg dig din du e-mail e-post eller en er et for fordi fra her hvis i ikke kan klik klikk link
        lenken linket listen lister mail mails mer mere modtage motta når nyhedsbrev nyhetsbrev om på som tilmeldt
        påmeldt til ved vi vil vores vår vårt å ønsker""",
    ),
    _language(  # Czech
        "zobrazit|otevřít|číst |tento|e-mail|zprávu v |vašem|svém prohlížeči, odhlásit|odhlaste se|odběr"
        ", odhlášení odběru"
        ", zrušit|zrušte odběr, změnit|upravit |své předvolby|nastavení",
        "tento|tuto e-mail|zprávu|newsletter |jste dostáváte|obdrželi, tento e-mail vám byl odeslán|zaslán",
        "odhlásit, odhlásit se, odhlášení, odebírat, sdílet",
        """a abyste chcete do e-mail e-maily ho i jste již k kdykoli klepněte klikněte můžete na našeho našich nebo
        nechcete newsletter newsletteru nezobrazuje odkaz od odběru pokud pro protože přihlásili přihlášeni se
        správně tento tuto v z zde zasílání zprávy""",
    ),
    _language(  # Russian
        "посмотреть|открыть|читать|смотреть |это|письмо|в |письмо |в |вашем браузере, отписаться |от|здесь"
        ", открыть|посмотреть веб-версию|онлайн, изменить|управлять |свои|ваши|настройки|настройками|подпиской",
        "вы получили|получаете это|эту письмо|рассылку, это письмо |было отправлено",
        "отписаться, отписка, подписаться, поделиться, веб-версия",
        """бы в вам вас ваш вы для если здесь и из или их как кнопку на нажмите наш наша нашу нашей не нашей ниже
        новости от отображается письма письмо по подписались подписаны получать потому правильно рассылка рассылки
        рассылку с ссылке ссылку то хотите чтобы что эта эту этой это больше""",  # noqa: RUF001
    ),
)
"""English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Danish, Norwegian, Czech, Russian."""
_LINKS = """
    abmelden|hier abmelden|vom newsletter abmelden|newsletter abbestellen|newsletter abmelden|abbestellen
    |im browser ansehen|im browser öffnen|im browser anzeigen|im browser lesen|diese e-mail im browser ansehen
    |online ansehen|online lesen|online-version|webversion|abonnement verwalten|profil bearbeiten|profil aktualisieren
    |einstellungen ändern|se désabonner|se désinscrire|désabonnement|désinscription|me désabonner
    |voir dans le navigateur|voir dans votre navigateur|voir cet e-mail dans votre navigateur|version en ligne
    |lire en ligne|afficher dans le navigateur|gérer mes préférences|gérer vos préférences|gérer mon abonnement
    |darse de baja|darme de baja|cancelar suscripción|cancelar la suscripción|cancelar inscrição|ver en el navegador
    |ver en tu navegador|ver en línea|ver no navegador|gestionar suscripción|disiscriviti|annulla iscrizione
    |annulla l'iscrizione|cancella iscrizione|visualizza nel browser|leggi online|gestisci iscrizione|uitschrijven
    |afmelden|bekijk in browser|bekijk in je browser|bekijk online|avprenumerera|avsluta prenumeration
    |visa i webbläsare|afmeld|vis i browser|wypisz się|zobacz w przeglądarce|otwórz w przeglądarce|odhlásit
    |отписаться|отписаться от рассылки|открыть в браузере|посмотреть в браузере|配信停止|配信停止はこちら|購読解除
    |ブラウザで表示|ブラウザで見る|退订|取消订阅|取消訂閱|在浏览器中查看|在瀏覽器中檢視|수신거부|구독 취소
    |브라우저에서 보기
"""
ALONE = frozenset(link.strip() for link in _LINKS.split("|")).union(*(language.alone for language in LANGUAGES))
"""What links are called that manage a subscription, in these languages and in others."""
