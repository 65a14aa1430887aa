#!/usr/bin/env python3
"""What Python's imaplib can do as a member of a shared mailbox: host, port, CA, user, password, mailbox. Prints one word a line."""
import imaplib
import ssl
import sys

host, port, ca, user, password, mailbox = sys.argv[1:7]


def login():
    connection = imaplib.IMAP4_SSL(host, int(port), ssl_context=ssl.create_default_context(cafile=ca))
    connection.login(user, password)
    return connection


imap = login()
quoted = '"%s"' % mailbox


def rights():
    return imap.myrights(quoted)[1][0].decode().split()[-1].strip('"')


assert imap.namespace()[1][0].startswith(b'(("" "/")) (("Shared/" "/")) NIL'), imap.namespace()
listed = [line.decode().split(' "/" ')[-1] for line in imap.list()[1]]
print("listed" if quoted in listed else "missing")
print(rights())
typ, _ = imap.select(quoted, readonly=True)
print("selected", typ)
typ, found = imap.search(None, "SUBJECT", "rota")
print("found", len(found[0].split()))
typ, message = imap.fetch(found[0].split()[0], "(BODY.PEEK[])")
print("read", "Early shift" in message[0][1].decode())
imap.close()
try:
    imap.select(quoted)
    writes = True
except imaplib.IMAP4.readonly:
    writes = False
print("writes" if writes else "reads only")
print("stored", imap.store("1", "+FLAGS", "(\\Seen)")[0] if writes else "NO")
if not writes:
    imap.shutdown()
    imap = login()  # imaplib does nothing more once it has seen READ-ONLY
print("appended", imap.append(quoted, None, None, b"Subject: from imaplib\r\n\r\nLate shift\r\n")[0])
print("acl", imap.setacl(quoted, user, "lra")[0])
imap.logout()
