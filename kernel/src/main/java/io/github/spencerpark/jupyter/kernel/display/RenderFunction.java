package io.github.spencerpark.jupyter.kernel.display;

/** Puts a value into the types that a context asks for. */
@FunctionalInterface
public interface RenderFunction<T> {
    void render(T value, RenderContext context);
}
