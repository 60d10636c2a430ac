package dev.mantissa.lib.gpu;

import dev.mantissa.lib.precision.OnUnsupported;
import dev.mantissa.lib.precision.Precision;

/** What a mode comes to on a GPU. */
public sealed interface Support {
    /** By what hardware. */
    enum Unit {
        TENSOR_CORES("tensor cores"),
        INSTRUCTIONS("plain instructions");

        private final String label;

        Unit(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * The device multiplies this format itself.
     *
     * @param note what to know of it, or ""
     */
    record Native(Unit unit, String note) implements Support {
        @Override
        public String symbol() {
            return unit == Unit.TENSOR_CORES ? "N" : "n";
        }

        @Override
        public String sentence() {
            return unit + (note.isEmpty() ? "" : ": " + note);
        }
    }

    /** Software on the device computes exactly what the mode defines. */
    record Emulated(String how) implements Support {
        @Override
        public String symbol() {
            return "E";
        }

        @Override
        public String sentence() {
            return "emulated: " + how;
        }
    }

    /** A mode that is at least as accurate, and that the device has, is computed instead. */
    record Raised(Operands to, Unit unit) implements Support {
        @Override
        public String symbol() {
            return "R " + to.name();
        }

        @Override
        public String sentence() {
            return "raised to " + to.name() + " (" + unit + ")";
        }
    }

    /** Using the mode is an error. */
    record Refused(String why) implements Support {
        @Override
        public String symbol() {
            return "x";
        }

        @Override
        public String sentence() {
            return "error: " + why;
        }
    }

    /** For a cell of a table: "N" on tensor cores, "n" by plain instructions, "E", "R f32", "x". */
    String symbol();

    /** For a person, without a full stop. */
    String sentence();

    /**
     * What a mode comes to; a level is first resolved for the device.
     *
     * @param how what to do where the device has no instructions for it
     */
    static Support of(Gpu gpu, Precision mode, OnUnsupported how) {
        return of(gpu, Operands.of(mode.on(gpu.device())), how);
    }

    /** As {@link #of(Gpu, Precision, OnUnsupported)}, for formats that are no mode too. */
    static Support of(Gpu gpu, Operands operands, OnUnsupported how) {
        return SupportRules.support(gpu, operands, how);
    }
}
