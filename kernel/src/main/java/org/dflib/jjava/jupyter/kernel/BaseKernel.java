package org.dflib.jjava.jupyter.kernel;

import dev.mantissa.kernel.magic.Calls;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/** What a kernel shows and evaluates. */
public abstract class BaseKernel extends io.github.spencerpark.jupyter.kernel.BaseKernel {
    /** For subclasses. */
    protected BaseKernel() {}

    @Override
    public Renderer getRenderer() {
        return new Renderer();
    }

    /** The code's last value as it would be shown. */
    public DisplayData eval(String code) {
        return getRenderer().render(Calls.eval(code));
    }

    /** Shows data; under its display id if it has one. */
    public void display(DisplayData data) {
        super.display(data);
    }
}
