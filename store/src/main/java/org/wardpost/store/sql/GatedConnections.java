package org.wardpost.store.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections whose statements that may write, commits and rollbacks pass a {@link StatementGate}, whoever uses them and how. */
final class GatedConnections {
    private GatedConnections() {}

    static DataSource of(DataSource source, StatementGate gate) {
        return proxy(DataSource.class, (_, method, arguments) -> {
            var answer = call(source, method, arguments);
            return answer instanceof Connection connection
                    ? proxy(Connection.class, new OfConnection(connection, gate))
                    : answer;
        });
    }

    /** One connection, used by one thread at a time. */
    private static final class OfConnection implements InvocationHandler {
        private final Connection connection;
        private final StatementGate gate;
        private boolean wrote;

        OfConnection(Connection connection, StatementGate gate) {
            this.connection = connection;
            this.gate = gate;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "commit", "rollback", "setAutoCommit", "close" -> end(method, arguments);
                case "createStatement" -> statement(Statement.class, method, arguments);
                case "prepareStatement" -> statement(PreparedStatement.class, method, arguments);
                case "prepareCall" -> statement(CallableStatement.class, method, arguments);
                default -> call(connection, method, arguments);
            };
        }

        private @Nullable Object end(Method method, Object @Nullable [] arguments) throws Throwable {
            var answer = inside(connection, method, arguments);
            wrote = false;
            return answer;
        }

        private <T extends Statement> Object statement(Class<T> kind, Method method, Object @Nullable [] arguments)
                throws Throwable {
            var statement = call(connection, method, arguments);
            boolean reads = arguments != null && arguments[0] instanceof String sql && onlyReads(sql);
            return proxy(kind, (_, executed, values) -> execute(statement, reads, executed, values));
        }

        private @Nullable Object execute(
                @Nullable Object statement, boolean reads, Method method, Object @Nullable [] values) throws Throwable {
            if (reads || !method.getName().startsWith("execute")) {
                return call(statement, method, values);
            }
            var answer = inside(statement, method, values);
            wrote = !connection.getAutoCommit();
            return answer;
        }

        private @Nullable Object inside(@Nullable Object target, Method method, Object @Nullable [] arguments)
                throws Throwable {
            gate.enter(wrote);
            try {
                return call(target, method, arguments);
            } finally {
                gate.leave();
            }
        }
    }

    private static boolean onlyReads(String sql) {
        var text = sql.stripLeading().toLowerCase(Locale.ROOT);
        return text.startsWith("select") && !text.contains("for update") && !text.contains(" table ");
    }

    private static <T> T proxy(Class<T> face, InvocationHandler handler) {
        return face.cast(Proxy.newProxyInstance(face.getClassLoader(), new Class<?>[] {face}, handler));
    }

    private static @Nullable Object call(@Nullable Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }
}
