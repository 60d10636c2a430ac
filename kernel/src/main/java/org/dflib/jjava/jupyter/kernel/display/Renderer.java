package org.dflib.jjava.jupyter.kernel.display;

import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.jspecify.annotations.Nullable;

/** How values are shown; the same as that of IJava, in types of these names. */
public class Renderer extends io.github.spencerpark.jupyter.kernel.display.Renderer {
    @Override
    public <T> RenderRegistration<T> createRegistration(Class<T> type) {
        return new RenderRegistration<>(type);
    }

    @Override
    public DisplayData render(@Nullable Object value) {
        return new DisplayData(super.render(value));
    }

    @Override
    public DisplayData renderAs(@Nullable Object value, String... types) {
        return new DisplayData(super.renderAs(value, types));
    }

    /** Collects what a registration needs. */
    public static class RenderRegistration<T>
            extends io.github.spencerpark.jupyter.kernel.display.Renderer.RenderRegistration<T> {
        RenderRegistration(Class<T> type) {
            super(type);
        }

        /** Types that can be asked for. */
        public RenderRegistration<T> supporting(MIMEType... types) {
            super.supporting(types);
            return this;
        }

        @Override
        public RenderRegistration<T> supporting(
                io.github.spencerpark.jupyter.kernel.display.mime.MIMEType... types) {
            super.supporting(types);
            return this;
        }

        @Override
        public RenderRegistration<T> supporting(String... types) {
            super.supporting(types);
            return this;
        }

        /** Types in which a value is shown if none is asked for. */
        public RenderRegistration<T> preferring(MIMEType... types) {
            super.preferring(types);
            return this;
        }

        @Override
        public RenderRegistration<T> preferring(
                io.github.spencerpark.jupyter.kernel.display.mime.MIMEType... types) {
            super.preferring(types);
            return this;
        }

        @Override
        public RenderRegistration<T> preferring(String... types) {
            super.preferring(types);
            return this;
        }

        @Override
        public RenderRegistration<T> onType(Class<? extends T> type) {
            super.onType(type);
            return this;
        }

        /** Ends the registration: from now on values are shown so. */
        public void register(RenderFunction<T> function) {
            super.register(function);
        }
    }
}
