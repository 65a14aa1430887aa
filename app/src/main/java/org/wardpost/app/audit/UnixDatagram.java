package org.wardpost.app.audit;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Sends one datagram to a Unix socket, which Java cannot: its Unix sockets are streams only. By libc on Linux. */
final class UnixDatagram {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int PATH = 108; // sockaddr_un, unix(7)

    private UnixDatagram() {}

    /** @throws IOException if nobody listens there, or takes nothing now */
    static void send(Path socket, byte[] datagram) throws IOException {
        var path = socket.toString().getBytes(StandardCharsets.UTF_8);
        if (path.length >= PATH) {
            throw new IOException("the path of the socket is longer than " + (PATH - 1) + " octets");
        }
        try (var arena = Arena.ofConfined()) {
            var address = arena.allocate(2 + PATH, 2);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, 2, path.length);
            var octets = arena.allocateFrom(ValueLayout.JAVA_BYTE, datagram);
            int descriptor = (int) call("socket", INT, INT, INT).invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            if (descriptor < 0) {
                throw new IOException("no socket could be opened");
            }
            try {
                long sent = (long) sendto().invokeExact(
                                descriptor, octets, octets.byteSize(), MSG_DONTWAIT | MSG_NOSIGNAL, address, (int)
                                        address.byteSize());
                if (sent != datagram.length) {
                    throw new IOException("nobody takes it");
                }
            } finally {
                int _ = (int) call("close", INT).invokeExact(descriptor);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private static MethodHandle sendto() {
        return handle(
                "sendto",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        INT,
                        ValueLayout.ADDRESS,
                        INT));
    }

    private static MethodHandle call(String name, ValueLayout.OfInt... arguments) {
        return handle(name, FunctionDescriptor.of(INT, arguments));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(String name, FunctionDescriptor type) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}
