#!/usr/bin/env python3
"""Copies a mailbox of one IMAP account into one of another, as imapsync does: what is there already (by its X-Test-Id) is left,
flags and internal date go along, and a second run finishes what the first could not. Python's imaplib, nothing of Wardpost.

    imapcopy.py PORT CA FROM-USER FROM-PASSWORD FROM-MAILBOX TO-USER TO-PASSWORD TO-MAILBOX

Prints how many messages it copied; the exit code is 0 only when every one of them was acknowledged.
"""
import imaplib
import re
import ssl
import sys


def connect(port, ca, user, password):
    imap = imaplib.IMAP4_SSL("localhost", int(port), ssl_context=ssl.create_default_context(cafile=ca), timeout=60)
    imap.login(user, password)
    return imap


def ids(imap, mailbox):
    """UID by test id."""
    status, found = imap.select(mailbox, readonly=True)
    assert status == "OK", found
    status, answer = imap.uid("FETCH", "1:*", "(BODY.PEEK[HEADER.FIELDS (X-Test-Id)])")
    assert status == "OK", answer
    by_id = {}
    for part in answer:
        if isinstance(part, tuple):
            uid = re.search(rb"UID (\d+)", part[0]).group(1)
            by_id[re.search(rb"X-Test-Id: (\S+)", part[1]).group(1)] = uid
    return by_id


def main():
    port, ca, from_user, from_password, from_box, to_user, to_password, to_box = sys.argv[1:]
    source, target = connect(port, ca, from_user, from_password), connect(port, ca, to_user, to_password)
    there, wanted = ids(target, to_box), ids(source, from_box)
    copied = 0
    for test_id in sorted(wanted.keys() - there.keys()):
        status, answer = source.uid("FETCH", wanted[test_id].decode(), "(FLAGS INTERNALDATE BODY.PEEK[])")
        assert status == "OK", answer
        head, message = next(part for part in answer if isinstance(part, tuple))
        told = head + b" " + b" ".join(part for part in answer if isinstance(part, bytes))
        date = imaplib.Internaldate2tuple(told)
        flags = [flag.decode() for flag in imaplib.ParseFlags(told) if flag.lower() != b"\\recent"]
        status, answer = target.append(to_box, "(%s)" % " ".join(flags), imaplib.Time2Internaldate(date), message)
        assert status == "OK", answer
        copied += 1
    source.logout()
    target.logout()
    print(copied)


if __name__ == "__main__":
    main()
