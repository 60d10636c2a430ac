package dev.mantissa.magics.chart;

/** How values are spread along an axis. */
public enum ScaleKind {
    LINEAR,
    /** Each step doubles: for sizes. */
    LOG2,
    /** Each step is tenfold: for errors. */
    LOG10;

    /** Position of a value on the axis, before it is scaled to the picture. */
    double forward(double value) {
        return switch (this) {
            case LINEAR -> value;
            case LOG2 -> Math.log(value) / Math.log(2);
            case LOG10 -> Math.log10(value);
        };
    }

    /** Whether the value can be shown at all: a logarithmic axis has no zero. */
    boolean shows(double value) {
        return Double.isFinite(value) && (this == LINEAR || value > 0);
    }
}
