package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.ijava.IJava;

/** The methods {@code eval} and {@code getKernelInstance}. */
public final class Kernel extends IJava {
    private Kernel() {}
}
