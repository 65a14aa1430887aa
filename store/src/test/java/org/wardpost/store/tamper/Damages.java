package org.wardpost.store.tamper;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.tamper.StoppedStore.Row;
import org.wardpost.store.tamper.StoppedStore.Table;

/** What somebody who may write to the database can do to one row, each for every table. */
final class Damages {
    private final StoppedStore stopped;
    private final Random random;
    /** Rows as they were earlier, by table and account. */
    private final Map<String, Map<UUID, List<Row>>> earlier;

    Damages(StoppedStore stopped, Random random, Map<String, Map<UUID, List<Row>>> earlier) {
        this.stopped = stopped;
        this.random = random;
        this.earlier = earlier;
    }

    /** @param column the one whose bit is turned, or empty */
    record Damage(String what, Table table, String column) {
        /** Then an earlier answer may be given; verify names it. */
        boolean isOfEarlier() {
            return what.equals("an older row") || what.equals("a removed row put back");
        }

        @Override
        public String toString() {
            return what + " of " + table.name() + (column.isEmpty() ? "" : "." + column);
        }
    }

    List<Damage> of(Table table) {
        var all = new ArrayList<Damage>();
        table.columns().keySet().forEach(column -> all.add(new Damage("a bit", table, column)));
        all.add(new Damage("a row taken away", table, ""));
        all.add(new Damage("an older row", table, ""));
        all.add(new Damage("a removed row put back", table, ""));
        return all;
    }

    /** @return false if there is no row to which this can be done */
    boolean inflict(Damage damage, UUID account) {
        var rows = new ArrayList<>(stopped.rows(damage.table, account));
        Collections.shuffle(rows, random);
        return switch (damage.what) {
            case "a bit" -> flip(damage, rows);
            case "a row taken away" -> stopped.delete(rows.getFirst());
            case "an older row" -> older(damage, account, rows);
            default -> back(damage, account, rows);
        };
    }

    private boolean flip(Damage damage, List<Row> rows) {
        var row = rows.stream()
                .filter(each -> each.values().get(damage.column) != null)
                .findFirst()
                .orElse(rows.getFirst());
        var type = damage.table.columns().get(damage.column);
        for (int tries = 0; tries < 20; tries++) {
            var changed = new LinkedHashMap<String, Object>();
            changed.put(damage.column, flipped(type, row.values().get(damage.column)));
            if (stopped.set(row, changed)) {
                return true;
            }
        }
        return false;
    }

    private boolean older(Damage damage, UUID account, List<Row> rows) {
        for (var row : rows) {
            for (var old : earlier(damage, account)) {
                if (old.key().equals(row.key()) && !old.isLike(row)) {
                    return stopped.set(row, old.values());
                }
            }
        }
        return false;
    }

    private boolean back(Damage damage, UUID account, List<Row> rows) {
        for (var old : earlier(damage, account)) {
            if (rows.stream().noneMatch(row -> row.key().equals(old.key()))) {
                return stopped.insert(old);
            }
        }
        return false;
    }

    private List<Row> earlier(Damage damage, UUID account) {
        return earlier.get(damage.table.name()).getOrDefault(account, List.of());
    }

    /** Everything of a row but its key goes into a row of another account, and the other way round. */
    boolean exchange(Table table, UUID one, UUID other) {
        var left = stopped.rows(table, one);
        var right = stopped.rows(table, other);
        var columns = table.columns().keySet().stream()
                .filter(column -> !table.key().contains(column))
                .toList();
        if (left.isEmpty() || right.isEmpty() || columns.isEmpty()) {
            return false;
        }
        return exchange(left.getFirst(), right.getFirst(), columns);
    }

    private boolean exchange(Row left, Row right, List<String> columns) {
        var fromLeft = new LinkedHashMap<String, Object>();
        var fromRight = new LinkedHashMap<String, Object>();
        for (var column : columns) {
            fromLeft.put(column, left.values().get(column));
            fromRight.put(column, right.values().get(column));
        }
        var whole = new LinkedHashMap<>(right.values());
        whole.putAll(fromLeft);
        var other = new LinkedHashMap<>(left.values());
        other.putAll(fromRight);
        return stopped.delete(right) // both first, for unique columns
                && stopped.delete(left)
                && stopped.insert(new Row(left.table(), other))
                && stopped.insert(new Row(right.table(), whole));
    }

    private Object flipped(String type, @Nullable Object value) {
        return switch (value) {
            case null -> type.equals("UUID") ? new UUID(1, 2) : type.startsWith("BINARY") ? new byte[48] : (Object) 1;
            case byte[] bytes -> {
                if (bytes.length == 0) {
                    yield new byte[1];
                }
                var changed = bytes.clone();
                changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                yield changed;
            }
            case Long number -> number ^ 1L << 3 + random.nextInt(17); // large enough to lie in nobody's way
            case Integer number -> number ^ 1 << (type.equals("SMALLINT") ? 0 : 3) + random.nextInt(3);
            case UUID id ->
                new UUID(id.getMostSignificantBits() ^ 1L << random.nextInt(64), id.getLeastSignificantBits());
            default -> throw new IllegalArgumentException(value.getClass().toString());
        };
    }
}
