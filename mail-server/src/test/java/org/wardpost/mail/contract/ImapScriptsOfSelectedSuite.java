package org.wardpost.mail.contract;

import org.apache.james.mpt.api.ImapHostSystem;
import org.apache.james.mpt.imapmailbox.suite.Search;
import org.apache.james.mpt.imapmailbox.suite.Security;
import org.apache.james.mpt.imapmailbox.suite.Select;
import org.apache.james.mpt.imapmailbox.suite.SelectedInbox;
import org.apache.james.mpt.imapmailbox.suite.SelectedState;
import org.apache.james.mpt.imapmailbox.suite.UidSearch;
import org.apache.james.mpt.imapmailbox.suite.UidSearchOnIndex;
import org.apache.james.mpt.imapmailbox.suite.UserFlagsSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wardpost.mail.imap.ScriptHost;

/** The IMAP scripts of {@code apache-james-mpt-imapmailbox-core}, those that search, select and then stay: the second
 * half of {@link ImapScriptsSuite}. What is left out, and why, stands in
 * {@code docs/conformance.md}. */
@Timeout(60)
abstract class ImapScriptsOfSelectedSuite {
    static ScriptHost server;

    @AfterAll
    static void stop() {
        server.close();
    }

    @Nested
    class SearchScripts extends Search {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }

        @Test
        @Disabled("message 5 does hold \"thy\", in \"worthy\"")
        @Override
        public void testSearchAtomsUS() {}

        @Test
        @Disabled("message 5 does hold \"thy\", in \"worthy\"")
        @Override
        public void testSearchAtomsITALY() {}

        @Test
        @Disabled("message 5 does hold \"thy\", in \"worthy\"")
        @Override
        public void testSearchAtomsKOREA() {}

        @Test
        @Disabled("RETURN (SAVE) answers nothing (RFC 5182 §2.1)")
        @Override
        public void testSearchOptionSaveUS() {}
    }

    @Nested
    class SecurityScripts extends Security {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }

        @Test
        @Disabled("there is no namespace #private; ImapAttackTest tries every spelling")
        @Override
        public void accessingOtherPeopleNamespaceShouldBeDenied() {}
    }

    @Nested
    class SelectScripts extends Select {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }
    }

    @Nested
    class SelectedInboxScripts extends SelectedInbox {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }

        @Test
        @Disabled("waits for an answer after LOGOUT, when the connection is closed")
        @Override
        public void testLogoutUS() {}

        @Test
        @Disabled("waits for an answer after LOGOUT, when the connection is closed")
        @Override
        public void testLogoutITALY() {}

        @Test
        @Disabled("waits for an answer after LOGOUT, when the connection is closed")
        @Override
        public void testLogoutKOREA() {}

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
    class SelectedStateScripts extends SelectedState {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }

        @Test
        @Disabled("what others share is a namespace of its own (RFC 2342 §5)")
        @Override
        public void testNamespaceUS() {}

        @Test
        @Disabled("what others share is a namespace of its own (RFC 2342 §5)")
        @Override
        public void testNamespaceITALY() {}

        @Test
        @Disabled("what others share is a namespace of its own (RFC 2342 §5)")
        @Override
        public void testNamespaceKOREA() {}

        @Test
        @Disabled("REPLACE (RFC 8508) is not served")
        @Override
        public void testReplace() {}
    }

    @Nested
    class UidSearchScripts extends UidSearch {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }

        @Test
        @Disabled("message 25 does hold \"thy\", in \"worthy\"")
        @Override
        public void testSearchAtomsUS() {}

        @Test
        @Disabled("message 25 does hold \"thy\", in \"worthy\"")
        @Override
        public void testSearchAtomsITALY() {}

        @Test
        @Disabled("message 25 does hold \"thy\", in \"worthy\"")
        @Override
        public void testSearchAtomsKOREA() {}
    }

    @Nested
    class UidSearchOnIndexScripts extends UidSearchOnIndex {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }
    }

    @Nested
    class UserFlagsSupportScripts extends UserFlagsSupport {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SocketImapHost.fresh(server);
        }
    }
}
