package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.nd4j.linalg.api.buffer.DataBuffer;

/**
 * A weight array of a quantised network by its place in memory, with the packed form from which its
 * products are made. The array's memory belongs to the network: it is believed only as long as its
 * buffer is alive.
 */
final class PackedParameter {
    /** What is known of the array's values. */
    private enum State {
        /** They are what the packed form stands for. */
        SAME,
        /** Something has been written there. */
        UNSURE,
        /** Somebody is comparing them; what is written meanwhile makes it {@link #UNSURE} again. */
        CHECKING,
        CHANGED
    }

    private final Matrix view;
    private final WeakReference<DataBuffer> buffer;
    private final QuantTensor packed;
    private final boolean hollow;
    private final LongAdder products = new LongAdder();
    private final AtomicReference<State> state = new AtomicReference<>(State.SAME);

    /**
     * @param view the array as [outputs, inputs]; it holds what {@code packed} stands for
     */
    PackedParameter(Matrix view, DataBuffer buffer, QuantTensor packed) {
        this(view, buffer, packed, false);
    }

    private PackedParameter(Matrix view, DataBuffer buffer, QuantTensor packed, boolean hollow) {
        this.hollow = hollow;
        this.view = view;
        this.buffer = new WeakReference<>(buffer);
        this.packed = packed;
    }

    /** Of an array of {@link HollowArrays}, which holds no values of its own. */
    static PackedParameter hollow(Matrix view, DataBuffer buffer, QuantTensor packed) {
        return new PackedParameter(view, buffer, packed, true);
    }

    boolean isHollow() {
        return hollow;
    }

    static long address(Matrix matrix) {
        return matrix.host().address() + matrix.offset() * Float.BYTES;
    }

    long start() {
        return address(view);
    }

    long end() {
        return start() + view.host().byteSize();
    }

    QuantTensor packed() {
        return packed;
    }

    /** How many products were made from the packed form. */
    LongAdder products() {
        return products;
    }

    boolean isAlive() {
        DataBuffer owner = buffer.get();
        return owner != null && !owner.wasClosed();
    }

    /** Whether that matrix is this array, its outputs as rows, unchanged since it was packed. */
    boolean is(Matrix matrix) {
        DataBuffer owner = buffer.get();
        return owner != null && !owner.wasClosed() && coincide(view, matrix) && isUnchanged();
    }

    /** Whether two matrices that begin at the same address have the same elements. */
    static boolean coincide(Matrix view, Matrix matrix) {
        return matrix.rows() == view.rows()
                && matrix.cols() == view.cols()
                && (matrix.rows() == 1 || matrix.rowStride() == view.rowStride())
                && (matrix.cols() == 1 || matrix.colStride() == view.colStride());
    }

    void written() {
        state.set(State.UNSURE);
    }

    private boolean isUnchanged() {
        State now = state.get();
        return now == State.SAME || now != State.CHANGED && compare();
    }

    /** Threads that come while one compares wait for what it finds. */
    private synchronized boolean compare() {
        if (state.compareAndSet(State.UNSURE, State.CHECKING)) {
            State found = holdsDecoded() ? State.SAME : State.CHANGED;
            // Fails if something was written meanwhile: then the next product looks again.
            return state.compareAndSet(State.CHECKING, found) && found == State.SAME;
        }
        return state.get() == State.SAME;
    }

    private boolean holdsDecoded() {
        float[] row = new float[view.cols()];
        MemorySegment memory = view.host();
        for (int i = 0; i < view.rows(); i++) {
            packed.read(i, 0, row.length, row, 0);
            for (int j = 0; j < row.length; j++) {
                long at = i * view.rowStride() + j * view.colStride();
                float here = memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at * Float.BYTES);
                if (Float.floatToRawIntBits(here) != Float.floatToRawIntBits(row[j])) {
                    return false;
                }
            }
        }
        return true;
    }
}
