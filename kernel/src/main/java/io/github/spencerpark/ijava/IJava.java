package io.github.spencerpark.ijava;

import dev.mantissa.kernel.magic.Calls;

/** Where notebooks of the IJava kernel ask for their kernel. */
public class IJava extends Calls {
    /** For a class of the same methods under another name. */
    protected IJava() {}

    /** The kernel of the cell that runs. */
    public static JavaKernel getKernelInstance() {
        return new JavaKernel();
    }

    /** The kernel of the cell that runs, as notebooks of newer versions of JJava ask for it. */
    public static JavaKernel kernel() {
        return getKernelInstance();
    }
}
