package org.dflib.jjava.runtime;

/** The methods {@code display}, {@code updateDisplay} and {@code render}. */
public final class Display extends dev.mantissa.kernel.display.Display {
    private Display() {}
}
