package org.wardpost.app.demo;

import java.util.ArrayList;
import java.util.List;

/** Somebody who works on the demo ward, or the ward itself. */
record DemoStaff(String address, String name, String role) {
    /** How many have a name and mail. */
    static final int NAMED = 6;

    /** The mailbox that all of them share. */
    static DemoStaff ward(String domain) {
        return new DemoStaff("ward7@" + domain, "Ward 7", "group");
    }

    /** The first {@code count}: the named six, then {@code nurse7}, {@code nurse8} and so on. */
    static List<DemoStaff> of(int count, String domain) {
        var staff = new ArrayList<DemoStaff>();
        for (var line : DemoText.lines("staff.txt").toList()) {
            var columns = line.split("\t");
            staff.add(new DemoStaff(columns[0] + "@" + domain, columns[1], columns[2]));
        }
        for (var number = staff.size() + 1; number <= count; number++) {
            staff.add(new DemoStaff("nurse" + number + "@" + domain, "Nurse " + number, "nurse"));
        }
        return List.copyOf(staff.subList(0, count));
    }
}
