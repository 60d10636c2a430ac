package dev.mantissa.lib.range;

import java.lang.foreign.MemorySegment;

/** The f32 elements of an operand or a result, wherever they lie. */
public interface Values {
    /** They all, one after the other, in any order. */
    MemorySegment memory();

    long count();

    /** Called when elements in {@link #memory} were changed: the array is to have them too. */
    void changed();

    /** True if no element is infinite or NaN. */
    default boolean isFinite() {
        return Limit.finite(memory(), count());
    }

    /** Elements that are the array itself. */
    record Direct(MemorySegment memory, long count) implements Values {
        @Override
        public void changed() {
            // the memory is the array's own
        }
    }
}
