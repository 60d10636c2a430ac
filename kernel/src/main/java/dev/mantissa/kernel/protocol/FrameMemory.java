package dev.mantissa.kernel.protocol;

import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Memory for the frames that come in. JeroMQ checks lengths as signed numbers, and an error of its
 * reading thread would end all connections; so a length that is negative or too long for the heap
 * gets an empty frame. What follows is garbage then, of that connection alone.
 *
 * @param mostBytes of a frame
 */
record FrameMemory(long mostBytes) implements MsgAllocator {
    @Override
    public Msg allocate(int size) {
        if (size < 0 || size > mostBytes) {
            return new Msg(0);
        }
        try {
            return new Msg(size);
        } catch (OutOfMemoryError e) {
            return new Msg(0);
        }
    }
}
