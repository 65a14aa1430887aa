package org.wardpost.mail.imap;

/** What CAPABILITY says (RFC 3501 §7.2.1). */
final class Capabilities {
    private static final String ALWAYS = "IMAP4rev1 LITERAL+ ENABLE ID SASL-IR"; // RFC 7888, 5161, 2971, 4959
    /** Only after login: a stranger learns nothing, and old clients choke on less. */
    private static final String USER =
            " IDLE NAMESPACE UNSELECT CHILDREN UIDPLUS MOVE CONDSTORE QRESYNC ESEARCH SEARCHRES WITHIN"
                    + " LIST-EXTENDED LIST-STATUS LIST-MYRIGHTS SPECIAL-USE CREATE-SPECIAL-USE XLIST STATUS=SIZE ACL RIGHTS=texk QUOTA"
                    + " QUOTA=RES-STORAGE QUOTA=RES-MESSAGE METADATA OBJECTID SAVEDATE PREVIEW UTF8=ACCEPT I18NLEVEL=1";

    private Capabilities() {}

    static String of(ImapConnection client) {
        var all = new StringBuilder(ALWAYS);
        if (client.known()) {
            all.append(USER)
                    .append(" APPENDLIMIT=")
                    .append(client.listener().limits().message()); // RFC 7889 §2
            if (!client.isCompressed()) all.append(" COMPRESS=DEFLATE"); // RFC 4978 §4
            return all.toString();
        }
        if (client.offersStarttls()) all.append(" STARTTLS");
        return all.append(client.loginDisabled() ? " LOGINDISABLED" : " AUTH=PLAIN AUTH=LOGIN")
                .toString();
    }
}
