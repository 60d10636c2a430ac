package io.github.spencerpark.ijava.runtime;

/** The methods {@code display}, {@code updateDisplay} and {@code render}. */
public class Display extends dev.mantissa.kernel.display.Display {
    private Display() {}
}
