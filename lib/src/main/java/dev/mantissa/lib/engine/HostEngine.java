package dev.mantissa.lib.engine;

import dev.mantissa.lib.tensor.Buffer;
import dev.mantissa.lib.tensor.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** An engine that computes in host memory, at once: its buffers are the host's. */
abstract class HostEngine implements Engine {
    private static final long ALIGNMENT = 64;

    /** Zeroed memory outside the heap, freed when it becomes unreachable. */
    @Override
    public Buffer allocate(DType type, long elements) {
        return new Buffer.Host(Arena.ofAuto().allocate(elements * type.bytes(), ALIGNMENT));
    }

    @Override
    public void copy(Buffer from, Buffer to) {
        if (from.bytes() != to.bytes()) {
            throw new IllegalArgumentException(
                    name()
                            + " copy: from has %,d bytes, to has %,d; both must be of one size"
                                    .formatted(from.bytes(), to.bytes()));
        }
        MemorySegment.copy(host(from), 0, host(to), 0, from.bytes());
    }

    /** Nothing to wait for: {@link #matmul} returns when the result is there. */
    @Override
    public void synchronize() {}

    private MemorySegment host(Buffer buffer) {
        return switch (buffer) {
            case Buffer.Host(MemorySegment segment) -> segment;
            case Buffer.Device device ->
                    throw new IllegalArgumentException(
                            "%s copy: the buffer belongs to engine '%s'; copy it there"
                                    .formatted(name(), device.engine()));
        };
    }
}
