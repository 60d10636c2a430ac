package dev.mantissa.lib.nd4j;

import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An ND4J array as those see it who do not name ND4J: shape, type, elements. */
public final class ArrayView {
    private static final String ND_ARRAY = "org.nd4j.linalg.api.ndarray.INDArray";

    private final INDArray array;

    private ArrayView(INDArray array) {
        this.array = array;
    }

    /**
     * Whether instances of {@code type} are ND4J arrays; loads nothing of ND4J where they are not.
     */
    public static boolean fits(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Class<?> i : c.getInterfaces()) {
                if (i.getName().equals(ND_ARRAY) || fits(i)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * A view of an array; nothing is copied.
     *
     * @throws ClassCastException if it is none
     */
    public static ArrayView of(Object array) {
        return new ArrayView((INDArray) array);
    }

    public long[] shape() {
        return array.shape();
    }

    /** Element type in lower case: "float". */
    public String type() {
        return array.dataType().name().toLowerCase(Locale.ROOT);
    }

    /** Whether it has elements and they are numbers. */
    public boolean hasNumbers() {
        return !array.isEmpty() && array.dataType().isNumerical();
    }

    /** The element at that index; a scalar takes none. */
    public double at(long... index) {
        return index.length == 0 ? array.getDouble(0) : array.getDouble(index);
    }

    /** A copy of all elements, row-major. */
    public double[] toArray() {
        return array.dup('c').data().asDouble();
    }

    @Override
    public String toString() {
        return array.toString();
    }
}
