package dev.mantissa.lib.tensor;

import java.lang.foreign.MemorySegment;

/** Where the elements of a tensor live. An engine reads the kinds of buffer that it made. */
public sealed interface Buffer permits Buffer.Host, Buffer.Device {
    /** Length in bytes. */
    long bytes();

    /** Memory that the CPU reads directly: on the heap, off it, or a mapped file. */
    record Host(MemorySegment segment) implements Buffer {
        @Override
        public long bytes() {
            return segment.byteSize();
        }
    }

    /**
     * Memory of a device.
     *
     * @param engine name of the engine that owns it
     * @param address the device's own address
     * @param epoch the engine's life in which it was made: after a reset it is stale
     */
    record Device(String engine, long address, long bytes, long epoch) implements Buffer {}
}
