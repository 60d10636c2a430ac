package dev.mantissa.lib.tensor;

import dev.mantissa.lib.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The lengths of a tensor's axes; elements are stored row-major, the last axis next to each other.
 */
public final class Shape {
    private final int[] lengths;
    private final int elements;

    private Shape(int[] lengths, int elements) {
        this.lengths = lengths;
        this.elements = elements;
    }

    /**
     * A shape; none at all is that of a single number.
     *
     * @throws UsageException if a length is negative or there are 2^31 elements or more
     */
    public static Shape of(int... lengths) {
        long elements = 1;
        for (int length : lengths) {
            if (length < 0) {
                throw new UsageException(
                        "shape %s: length %d is negative; every axis has 0 or more elements"
                                .formatted(Arrays.toString(lengths), length));
            }
            elements *= length;
            if (elements > Integer.MAX_VALUE) {
                throw new UsageException(
                        "shape %s has more than %d elements, the most that a tensor holds; split it"
                                .formatted(Arrays.toString(lengths), Integer.MAX_VALUE));
            }
        }
        return new Shape(lengths.clone(), (int) elements);
    }

    /** Number of axes. */
    public int rank() {
        return lengths.length;
    }

    /** Length of an axis, from 0; a negative axis counts from the last. */
    public int length(int axis) {
        return lengths[axis < 0 ? axis + lengths.length : axis];
    }

    /** Number of elements. */
    public int elements() {
        return elements;
    }

    /** The lengths, first axis first. */
    public List<Integer> lengths() {
        return IntStream.of(lengths).boxed().toList();
    }

    int[] toArray() {
        return lengths.clone();
    }

    /**
     * Position of an element in memory.
     *
     * @throws UsageException if the index does not lie within the shape
     */
    int offset(int... index) {
        boolean inside = index.length == lengths.length;
        int offset = 0;
        for (int axis = 0; inside && axis < index.length; axis++) {
            inside = index[axis] >= 0 && index[axis] < lengths[axis];
            offset = offset * lengths[axis] + index[axis];
        }
        if (!inside) {
            throw new UsageException(
                    "index %s does not lie in a tensor %s: give %d, each from 0 to its length - 1"
                            .formatted(Arrays.toString(index), this, lengths.length));
        }
        return offset;
    }

    /**
     * These elements in another shape; one length may be -1: whatever is left.
     *
     * @throws UsageException if it has another number of elements
     */
    Shape reshaped(int... wanted) {
        int[] result = wanted.clone();
        int open = -1;
        long known = 1;
        for (int axis = 0; axis < wanted.length; axis++) {
            if (wanted[axis] == -1 && open < 0) {
                open = axis;
            } else {
                known *= wanted[axis];
            }
        }
        if (open >= 0 && known > 0 && elements % known == 0) {
            result[open] = (int) (elements / known);
            known = elements;
        }
        if (known != elements || IntStream.of(result).anyMatch(length -> length < 0)) {
            throw new UsageException(
                    "reshape: %d elements of %s do not fill %s; the lengths must multiply to %d, and one may be -1"
                            .formatted(elements, this, Arrays.toString(wanted), elements));
        }
        return of(result);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(lengths, shape.lengths);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(lengths);
    }

    /** "[3, 4]". */
    @Override
    public String toString() {
        return Arrays.toString(lengths);
    }
}
