package io.github.spencerpark.jupyter.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;

/** What a kernel shows. */
public abstract class BaseKernel {
    /** For subclasses. */
    protected BaseKernel() {}

    public Renderer getRenderer() {
        return new Renderer();
    }

    /** Shows data; under its display id if it has one. */
    public void display(DisplayData data) {
        String id = data.getDisplayId();
        if (id == null) {
            dev.mantissa.kernel.display.Display.display(data);
        } else {
            dev.mantissa.kernel.display.Display.displayAs(id, data);
        }
    }
}
