package dev.mantissa.kernel.debug;

/** A class loader whose classes have probes. */
public interface ProbedLoader {
    /** The one who is told of them. */
    Debugger debugger();
}
