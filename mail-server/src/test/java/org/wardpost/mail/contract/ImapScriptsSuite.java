package org.wardpost.mail.contract;

import org.apache.james.mpt.api.ImapHostSystem;
import org.apache.james.mpt.imapmailbox.suite.AuthenticatePlain;
import org.apache.james.mpt.imapmailbox.suite.AuthenticatedState;
import org.apache.james.mpt.imapmailbox.suite.ConcurrentSessions;
import org.apache.james.mpt.imapmailbox.suite.Copy;
import org.apache.james.mpt.imapmailbox.suite.Events;
import org.apache.james.mpt.imapmailbox.suite.Expunge;
import org.apache.james.mpt.imapmailbox.suite.Fetch;
import org.apache.james.mpt.imapmailbox.suite.FetchBodySection;
import org.apache.james.mpt.imapmailbox.suite.FetchBodyStructure;
import org.apache.james.mpt.imapmailbox.suite.FetchHeaders;
import org.apache.james.mpt.imapmailbox.suite.Listing;
import org.apache.james.mpt.imapmailbox.suite.MailboxAnnotation;
import org.apache.james.mpt.imapmailbox.suite.MailboxWithLongNameError;
import org.apache.james.mpt.imapmailbox.suite.Move;
import org.apache.james.mpt.imapmailbox.suite.NonAuthenticatedState;
import org.apache.james.mpt.imapmailbox.suite.ObjectId;
import org.apache.james.mpt.imapmailbox.suite.PartialFetch;
import org.apache.james.mpt.imapmailbox.suite.QuotaTest;
import org.apache.james.mpt.imapmailbox.suite.Recent;
import org.apache.james.mpt.imapmailbox.suite.Rename;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wardpost.mail.imap.ScriptHost;

/** The IMAP scripts of {@code apache-james-mpt-imapmailbox-core}, over sockets; those that search and select are in {@link ImapScriptsOfSelectedSuite}. What is left out, and why, stands in
 * {@code docs/conformance.md}. */
@Timeout(60)
abstract class ImapScriptsSuite {
    static ScriptHost server;

    @AfterAll
    static void stop() {
        server.close();
    }

    @Nested
    class AuthenticatePlainScripts extends AuthenticatePlain {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }

        @Test
        @Disabled("nobody logs in as somebody else")
        @Override
        public void testAuthenticatePlainUS() {}

        @Test
        @Disabled("nobody logs in as somebody else")
        @Override
        public void testAuthenticatePlainITALY() {}

        @Test
        @Disabled("nobody logs in as somebody else")
        @Override
        public void testAuthenticatePlainKOREA() {}
    }

    @Nested
    class AuthenticatedStateScripts extends AuthenticatedState {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }

        @Test
        @Disabled(
                "gives rights to nobody known, and wants the required rights of LISTRIGHTS last (RFC 4314 §3.7: first)")
        @Override
        public void rightsCommandsShouldBeSupported() {}

        @Test
        @Disabled("what others share is a namespace of its own (RFC 2342 §5)")
        @Override
        public void testNamespaceUS() {}

        @Test
        @Disabled("renames the selected INBOX and expects no EXPUNGE of what went out of it (RFC 3501 §6.3.5)")
        @Override
        public void testAppendExamineInboxUS() {}

        @Test
        @Disabled("what others share is a namespace of its own (RFC 2342 §5)")
        @Override
        public void testNamespaceITALY() {}

        @Test
        @Disabled("renames the selected INBOX and expects no EXPUNGE of what went out of it (RFC 3501 §6.3.5)")
        @Override
        public void testAppendExamineInboxITALY() {}

        @Test
        @Disabled("what others share is a namespace of its own (RFC 2342 §5)")
        @Override
        public void testNamespaceKOREA() {}

        @Test
        @Disabled("renames the selected INBOX and expects no EXPUNGE of what went out of it (RFC 3501 §6.3.5)")
        @Override
        public void testAppendExamineInboxKOREA() {}

        @Test
        @Disabled("there is no namespace #private")
        @Override
        public void testListNamespaceUS() {}

        @Test
        @Disabled("there is no namespace #private")
        @Override
        public void testListNamespaceITALY() {}

        @Test
        @Disabled("there is no namespace #private")
        @Override
        public void testListNamespaceKOREA() {}

        @Test
        @Disabled("REMOTE leaves local mailboxes out there; RFC 5258 §3.1 wants both")
        @Override
        public void testListSubscribed() {}
    }

    @Nested
    class ConcurrentSessionsScripts extends ConcurrentSessions {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }

        @Test
        @Disabled("expects the flags of a message that the client has not been told of")
        @Override
        public void testConcurrentExistsResponseUS() {}

        @Test
        @Disabled("expects the flags of a message that the client has not been told of")
        @Override
        public void testConcurrentExistsResponseITALY() {}

        @Test
        @Disabled("expects the flags of a message that the client has not been told of")
        @Override
        public void testConcurrentExistsResponseKOREA() {}
    }

    @Nested
    class CopyScripts extends Copy {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }
    }

    @Nested
    class EventsScripts extends Events {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }
    }

    @Nested
    class ExpungeScripts extends Expunge {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }
    }

    @Nested
    class FetchScripts extends Fetch {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }
    }

    @Nested
    class FetchBodySectionScripts extends FetchBodySection {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }
    }

    @Nested
    class FetchBodyStructureScripts extends FetchBodyStructure {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }

        @Test
        @Disabled("comments in Content-Location are kept as they stand")
        @Override
        public void testFetchFetchMultipartBodyStructureUS() {}

        @Test
        @Disabled("comments in Content-Location are kept as they stand")
        @Override
        public void testFetchFetchMultipartBodyStructureITALY() {}

        @Test
        @Disabled("comments in Content-Location are kept as they stand")
        @Override
        public void testFetchFetchMultipartBodyStructureKOREA() {}
    }

    @Nested
    class FetchHeadersScripts extends FetchHeaders {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }
    }

    @Nested
    class ListingScripts extends Listing {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }

        @Test
        @Disabled("special uses go by role, not by name")
        @Override
        public void testXList() {}
    }

    @Nested
    class MailboxAnnotationScripts extends MailboxAnnotation {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }

        @Test
        @Disabled("a line end cannot stand in a quoted string (RFC 3501 §9): ours is a literal")
        @Override
        public void testMetadataUS() {}

        @Test
        @Disabled("a line end cannot stand in a quoted string (RFC 3501 §9): ours is a literal")
        @Override
        public void testMetadataWithBinaryValue() {}

        @Test
        @Disabled("answers in other words, with the code TOOMANY")
        @Override
        public void testMetadataWithLimitationUS() {}
    }

    @Nested
    class MailboxWithLongNameErrorScripts extends MailboxWithLongNameError {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }
    }

    @Nested
    class MoveScripts extends Move {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }

        @Test
        @Disabled("COPYUID comes untagged before EXPUNGE (RFC 6851 §4.3); the exchange move.txt is in its place")
        @Override
        public void moveShouldWork() {}

        @Test
        @Disabled("UIDs that do not exist are ignored (RFC 3501 §6.4.8)")
        @Override
        public void emptyMoveShouldWork() {}
    }

    @Nested
    class NonAuthenticatedStateScripts extends NonAuthenticatedState {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }

        @Test
        @Disabled("a stranger is not told of what only users can do")
        @Override
        public void testCapabilityUS() {}

        @Test
        @Disabled("a stranger is not told of what only users can do")
        @Override
        public void testCapabilityITALY() {}

        @Test
        @Disabled("a stranger is not told of what only users can do")
        @Override
        public void testCapabilityKOREA() {}
    }

    @Nested
    class ObjectIdScripts extends ObjectId {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }
    }

    @Nested
    class PartialFetchScripts extends PartialFetch {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }
    }

    @Nested
    class QuotaScripts extends QuotaTest {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }

        @Test
        @Disabled("there is no namespace #private")
        @Override
        public void testQuotaScript() {}
    }

    @Nested
    class RecentScripts extends Recent {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }
    }

    @Nested
    class RenameScripts extends Rename {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }

        @Test
        @Disabled("a SELECT that fails leaves nothing selected (RFC 3501 §6.3.1), so nothing is recent at the next")
        @Override
        public void testRenameSelectedUS() {}

        @Test
        @Disabled("a SELECT that fails leaves nothing selected (RFC 3501 §6.3.1), so nothing is recent at the next")
        @Override
        public void testRenameSelectedIT() {}

        @Test
        @Disabled("a SELECT that fails leaves nothing selected (RFC 3501 §6.3.1), so nothing is recent at the next")
        @Override
        public void testRenameSelectedKO() {}
    }
}
