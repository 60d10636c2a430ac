package dev.mantissa.kernel.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The few system calls on file descriptors that {@link NativeStreams} needs. */
final class Posix {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout POINTER = ValueLayout.ADDRESS;

    private static final short POLLIN = 1;

    private final Linker linker = Linker.nativeLinker();
    private final MethodHandle dup = function("dup", INT, INT);
    private final MethodHandle dup2 = function("dup2", INT, INT, INT);
    private final MethodHandle pipe = function("pipe", INT, POINTER);
    private final MethodHandle close = function("close", INT, INT);
    private final MethodHandle read = function("read", LONG, INT, POINTER, LONG);
    private final MethodHandle write = function("write", LONG, INT, POINTER, LONG);

    private final MethodHandle poll = function("poll", INT, POINTER, LONG, INT);

    private MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        MemorySegment address =
                linker.defaultLookup()
                        .find(name)
                        .orElseThrow(() ->
                                new UncheckedIOException(new IOException("no function " + name)));
        return linker.downcallHandle(address, FunctionDescriptor.of(result, arguments));
    }

    int dup(int descriptor) {
        return checked("dup", () -> (int) dup.invokeExact(descriptor));
    }

    void dup2(int from, int to) {
        checked("dup2", () -> (int) dup2.invokeExact(from, to));
    }

    void close(int descriptor) {
        checked("close", () -> (int) close.invokeExact(descriptor));
    }

    /** The ends of a new pipe: to read, to write. */
    int[] pipe() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(INT, 2);
            checked("pipe", () -> (int) pipe.invokeExact(ends));
            return ends.toArray(INT);
        }
    }

    /** Bytes read, 0 at the end. */
    int read(int descriptor, MemorySegment buffer) {
        return checked(
                "read", () -> (int) (long) read.invokeExact(descriptor, buffer, buffer.byteSize()));
    }

    int write(int descriptor, MemorySegment bytes) {
        return checked(
                "write", () -> (int) (long) write.invokeExact(descriptor, bytes, bytes.byteSize()));
    }

    /** Whether there is something to read, or the end; waits for it up to the time given. */
    boolean readable(int descriptor, int timeoutMillis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(8, 4);
            request.set(INT, 0, descriptor);
            request.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
            return (int) poll.invokeExact(request, 1L, timeoutMillis) > 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("poll", e);
        }
    }

    private interface Call {
        int invoke() throws Throwable;
    }

    private static int checked(String name, Call call) {
        try {
            int result = call.invoke();
            if (result < 0) {
                throw new UncheckedIOException(new IOException("system call failed: " + name));
            }
            return result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(name, e);
        }
    }
}
