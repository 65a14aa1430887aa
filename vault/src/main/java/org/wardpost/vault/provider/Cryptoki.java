package org.wardpost.vault.provider;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.wardpost.vault.WrongRootKeyException;

/**
 * The few functions of a PKCS#11 library (v2.40) that we need, called as they are. Not the JDK's SunPKCS11: it hands AES-KW's
 * default IV over as a parameter, which SoftHSM refuses (CKR_ARGUMENTS_BAD), and takes slots by number only. 64-bit Linux.
 */
final class Cryptoki implements AutoCloseable {
    static final long CKA_CLASS = 0x0;
    static final long CKA_TOKEN = 0x1;
    static final long CKA_PRIVATE = 0x2;
    static final long CKA_LABEL = 0x3;
    static final long CKA_VALUE = 0x11;
    static final long CKA_KEY_TYPE = 0x100;
    static final long CKA_SENSITIVE = 0x103;
    static final long CKA_ENCRYPT = 0x104;
    static final long CKA_DECRYPT = 0x105;
    static final long CKA_WRAP = 0x106;
    static final long CKA_UNWRAP = 0x107;
    static final long CKA_VALUE_LEN = 0x161;
    static final long CKA_EXTRACTABLE = 0x162;
    static final long CKO_SECRET_KEY = 4;
    static final long CKK_AES = 0x1f;
    static final long CKM_AES_KEY_GEN = 0x1080;
    static final long CKM_AES_KEY_WRAP = 0x2109;

    private static final long OK = 0;
    private static final long ALREADY_INITIALIZED = 0x191;
    private static final long OS_LOCKING_OK = 0x2;
    private static final long USER_ALREADY_LOGGED_IN = 0x100;
    private static final int SERIAL_AND_WRITE = 0x4 | 0x2;
    private static final int MOST_SLOTS = 256;
    private static final int MOST_FOUND = 1024;
    private static final int TOKEN_INFO = 512; // CK_TOKEN_INFO has 208 bytes; a library may round up
    private static final ValueLayout.OfLong ULONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final Map<Long, String> REASONS = Map.of(
            0xA0L,
            "the PIN is wrong",
            0xA4L,
            "the PIN is locked",
            0xE0L,
            "the token is not present",
            0x30L,
            "the device failed",
            0x32L,
            "the device was removed",
            0x70L,
            "it does not know AES key wrap");

    private final Arena arena = Arena.ofShared();
    private final SymbolLookup library;
    private final Map<String, MethodHandle> calls = new HashMap<>();
    private long session;

    /** A value that the library refused. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String function, long code) {
            super(function + ": " + REASONS.getOrDefault(code, "error 0x" + Long.toHexString(code)));
        }
    }

    @SuppressWarnings("restricted")
    Cryptoki(Path file) {
        try {
            this.library = SymbolLookup.libraryLookup(file, arena);
        } catch (IllegalArgumentException e) {
            throw new WrongRootKeyException("There is no PKCS#11 library " + file + ".", e);
        }
    }

    /** Opens a session with the token of that label and signs in. */
    void open(String label, byte[] pin) throws Refused {
        try (var local = Arena.ofConfined()) {
            var threads =
                    local.allocate(48, 8); // CK_C_INITIALIZE_ARGS: no call-backs of ours, the library locks by itself
            threads.set(ULONG, 32, OS_LOCKING_OK);
            call("C_Initialize", ALREADY_INITIALIZED, threads);
            var handle = local.allocate(ULONG);
            call(
                    "C_OpenSession",
                    OK,
                    slot(label, local),
                    (long) SERIAL_AND_WRITE,
                    MemorySegment.NULL,
                    MemorySegment.NULL,
                    handle);
            session = handle.get(ULONG, 0);
            var text = local.allocateFrom(ValueLayout.JAVA_BYTE, pin);
            call("C_Login", USER_ALREADY_LOGGED_IN, session, 1L, text, (long) pin.length);
            text.fill((byte) 0);
        }
    }

    /** Secret keys of the token, label to handle. */
    Map<String, Long> keys() throws Refused {
        try (var local = Arena.ofConfined()) {
            var wanted = attributes(local, Map.of(CKA_CLASS, CKO_SECRET_KEY, CKA_TOKEN, true));
            call("C_FindObjectsInit", OK, session, wanted, 2L);
            var handles = local.allocate(ULONG, MOST_FOUND);
            var count = local.allocate(ULONG);
            call("C_FindObjects", OK, session, handles, (long) MOST_FOUND, count);
            call("C_FindObjectsFinal", OK, session);
            var found = new HashMap<String, Long>();
            for (long i = 0; i < count.get(ULONG, 0); i++) {
                long handle = handles.getAtIndex(ULONG, i);
                found.put(new String(value(handle, CKA_LABEL), StandardCharsets.UTF_8), handle);
            }
            return found;
        }
    }

    long generate(Map<Long, Object> template) throws Refused {
        try (var local = Arena.ofConfined()) {
            var handle = local.allocate(ULONG);
            call(
                    "C_GenerateKey",
                    OK,
                    session,
                    mechanism(local, CKM_AES_KEY_GEN),
                    attributes(local, template),
                    (long) template.size(),
                    handle);
            return handle.get(ULONG, 0);
        }
    }

    long create(Map<Long, Object> template) throws Refused {
        try (var local = Arena.ofConfined()) {
            var handle = local.allocate(ULONG);
            call("C_CreateObject", OK, session, attributes(local, template), (long) template.size(), handle);
            return handle.get(ULONG, 0);
        }
    }

    void destroy(long object) throws Refused {
        call("C_DestroyObject", OK, session, object);
    }

    byte[] wrap(long wrapping, long key) throws Refused {
        try (var local = Arena.ofConfined()) {
            var length = local.allocateFrom(ULONG, 64);
            var out = local.allocate(64);
            call("C_WrapKey", OK, session, mechanism(local, CKM_AES_KEY_WRAP), wrapping, key, out, length);
            return out.asSlice(0, length.get(ULONG, 0)).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    long unwrap(long wrapping, byte[] wrapped, Map<Long, Object> template) throws Refused {
        try (var local = Arena.ofConfined()) {
            var handle = local.allocate(ULONG);
            call(
                    "C_UnwrapKey",
                    OK,
                    session,
                    mechanism(local, CKM_AES_KEY_WRAP),
                    wrapping,
                    local.allocateFrom(ValueLayout.JAVA_BYTE, wrapped),
                    (long) wrapped.length,
                    attributes(local, template),
                    (long) template.size(),
                    handle);
            return handle.get(ULONG, 0);
        }
    }

    byte[] value(long object, long type) throws Refused {
        try (var local = Arena.ofConfined()) {
            var out = local.allocate(1024);
            var attribute = attribute(local.allocate(24, 8), type, out);
            call("C_GetAttributeValue", OK, session, object, attribute, 1L);
            return out.asSlice(0, attribute.get(ULONG, 16)).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    @Override
    public void close() {
        try {
            call("C_CloseSession", OK, session);
        } catch (Refused _) {
            // the token has gone, and the session with it
        }
        arena.close();
    }

    private long slot(String label, Arena local) throws Refused {
        var count = local.allocateFrom(ULONG, MOST_SLOTS);
        var slots = local.allocate(ULONG, MOST_SLOTS);
        call("C_GetSlotList", OK, (byte) 1, slots, count);
        for (long i = 0; i < count.get(ULONG, 0); i++) {
            var info = local.allocate(TOKEN_INFO, 8);
            call("C_GetTokenInfo", OK, slots.getAtIndex(ULONG, i), info);
            var found = info.asSlice(0, 32).toArray(ValueLayout.JAVA_BYTE); // blank-padded
            if (new String(found, StandardCharsets.UTF_8).strip().equals(label)) {
                return slots.getAtIndex(ULONG, i);
            }
        }
        throw new WrongRootKeyException("There is no token with the label \"" + label + "\".");
    }

    private static MemorySegment mechanism(Arena local, long type) {
        return attribute(local.allocate(24, 8), type, MemorySegment.NULL);
    }

    /** CK_ATTRIBUTE and CK_MECHANISM alike: type, pointer, length. */
    private static MemorySegment attribute(MemorySegment at, long type, MemorySegment value) {
        at.set(ULONG, 0, type);
        at.set(POINTER, 8, value);
        at.set(ULONG, 16, value.equals(MemorySegment.NULL) ? 0 : value.byteSize());
        return at;
    }

    private static MemorySegment attributes(Arena local, Map<Long, Object> template) {
        var all = local.allocate(24L * template.size(), 8);
        long at = 0;
        for (var entry : template.entrySet()) {
            var value = switch (entry.getValue()) {
                case Boolean yes -> local.allocateFrom(ValueLayout.JAVA_BYTE, (byte) (yes ? 1 : 0));
                case Long number -> local.allocateFrom(ULONG, number);
                case byte[] bytes -> local.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
                default -> throw new IllegalArgumentException("No attribute value");
            };
            attribute(all.asSlice(at, 24), entry.getKey(), value);
            at += 24;
        }
        return all;
    }

    private synchronized void call(String function, long fine, Object... arguments) throws Refused {
        try {
            long code = (long) calls.computeIfAbsent(function, name -> find(name, arguments))
                    .invokeWithArguments(arguments);
            if (code != OK && code != fine) {
                throw new Refused(function, code);
            }
        } catch (Refused | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(function, e);
        }
    }

    @SuppressWarnings("restricted")
    private MethodHandle find(String function, Object[] arguments) {
        var layouts = Arrays.stream(arguments)
                .map(argument -> (MemoryLayout)
                        switch (argument) {
                            case Long _ -> ULONG;
                            case Byte _ -> ValueLayout.JAVA_BYTE;
                            default -> POINTER;
                        })
                .toArray(MemoryLayout[]::new);
        var symbol = library.find(function)
                .orElseThrow(() -> new WrongRootKeyException("The PKCS#11 library has no function " + function + "."));
        return Linker.nativeLinker().downcallHandle(symbol, FunctionDescriptor.of(ULONG, layouts));
    }
}
