package io.github.spencerpark.jupyter.kernel.display;

import dev.mantissa.kernel.display.Display;
import dev.mantissa.kernel.display.Renderers;
import dev.mantissa.kernel.session.CellContext;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How values are shown; registrations go to the session of the present cell. */
public class Renderer {
    /** Begins the registration of a way to show a type, subclasses included. */
    public <T> RenderRegistration<T> createRegistration(Class<T> type) {
        return new RenderRegistration<>(type);
    }

    /** The value in the types that it prefers. */
    public DisplayData render(@Nullable Object value) {
        return new DisplayData(Display.render(value));
    }

    /** The value in those of the types that it has. */
    public DisplayData renderAs(@Nullable Object value, String... types) {
        Renderers renderers = CellContext.current().orElseThrow().renderers();
        return new DisplayData(renderers.render(value, List.of(types)));
    }

    /** Collects what a registration needs. */
    public static class RenderRegistration<T> {
        private final List<Class<? extends T>> values = new ArrayList<>();
        private final Set<MIMEType> supported = new LinkedHashSet<>();
        private final Set<MIMEType> preferred = new LinkedHashSet<>();

        /** For {@link #createRegistration} and a class of the same methods under another name. */
        protected RenderRegistration(Class<T> type) {
            values.add(type);
        }

        /** Types that can be asked for. */
        public RenderRegistration<T> supporting(MIMEType... types) {
            supported.addAll(List.of(types));
            return this;
        }

        /** Types that can be asked for. */
        public RenderRegistration<T> supporting(String... types) {
            return supporting(parsed(types));
        }

        /** Types in which a value is shown if none is asked for. */
        public RenderRegistration<T> preferring(MIMEType... types) {
            preferred.addAll(List.of(types));
            return supporting(types);
        }

        /** Types in which a value is shown if none is asked for. */
        public RenderRegistration<T> preferring(String... types) {
            return preferring(parsed(types));
        }

        /** Also shows values of this type so. */
        public RenderRegistration<T> onType(Class<? extends T> type) {
            values.add(type);
            return this;
        }

        /** Ends the registration: from now on values are shown so. */
        public void register(RenderFunction<T> function) {
            Renderers renderers =
                    CellContext.current()
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "register: no cell runs in this thread. Call it from a cell."))
                            .renderers();
            Set<MIMEType> first = preferred.isEmpty() ? supported : preferred;
            for (Class<? extends T> type : values) {
                renderers.register(
                        new RegisteredRenderer<>(type.getTypeName(), first, supported, function));
            }
        }

        private static MIMEType[] parsed(String... types) {
            return Arrays.stream(types).map(MIMEType::parse).toArray(MIMEType[]::new);
        }
    }
}
