package org.dflib.jjava.jupyter.kernel.display;

/** Puts a value into the types that a context asks for. */
public interface RenderFunction<T>
        extends io.github.spencerpark.jupyter.kernel.display.RenderFunction<T> {
    void render(T value, RenderContext context);

    @Override
    default void render(
            T value, io.github.spencerpark.jupyter.kernel.display.RenderContext context) {
        RenderContext own = new RenderContext(context);
        render(value, own);
        context.getOutputContainer().assign(own.getOutputContainer());
    }
}
