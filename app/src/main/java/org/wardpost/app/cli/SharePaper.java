package org.wardpost.app.cli;

import java.util.ArrayList;
import org.wardpost.identity.operation.AddRecoveryAuthority;

/** A recovery share as it is printed: one to a page, to be kept apart from the others. */
final class SharePaper {
    private static final int GROUPS_A_LINE = 6;
    private static final String RULE = "-".repeat(72);

    private SharePaper() {}

    static String of(AddRecoveryAuthority.Output made, AddRecoveryAuthority.Share share) {
        return RULE + "\nWardpost recovery share " + share.index() + " of "
                + made.shares().size() + "\nAuthority " + made.authority() + "\nAny " + made.threshold()
                + " of these shares open all mail of the server and its backups.\nKeep this one apart from the others. It is shown once.\n\n"
                + lines(share.text()) + "\n\nUse: wardpost key recover (docs/operations.md, \"The root key is lost\")\n"
                + RULE;
    }

    private static String lines(String text) {
        var groups = text.substring("wps-".length()).split("-");
        var lines = new ArrayList<String>();
        for (var i = 0; i < groups.length; i += GROUPS_A_LINE) {
            var line = java.util.Arrays.copyOfRange(groups, i, Math.min(groups.length, i + GROUPS_A_LINE));
            lines.add((i == 0 ? "wps-" : "    ") + String.join("-", line));
        }
        return String.join("-\n", lines);
    }
}
