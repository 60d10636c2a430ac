package io.github.spencerpark.jupyter.kernel.display;

import dev.mantissa.kernel.display.MimeBundle;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A registration as the session's renderers take it. */
record RegisteredRenderer<T>(
        String typeName,
        Set<MIMEType> preferred,
        Set<MIMEType> supported,
        RenderFunction<T> function)
        implements dev.mantissa.kernel.display.Renderer<T> {
    @Override
    public MimeBundle render(T value) {
        return render(value, preferred);
    }

    @Override
    public MimeBundle render(T value, List<String> types) {
        Set<MIMEType> wanted =
                types.stream()
                        .map(MIMEType::parse)
                        .filter(t -> supported.stream().anyMatch(s -> s.covers(t)))
                        .collect(Collectors.toSet());
        return render(value, wanted);
    }

    private MimeBundle render(T value, Set<MIMEType> wanted) {
        DisplayData out = new DisplayData(String.valueOf(value));
        function.render(value, new RenderContext(wanted, out));
        return out.toBundle();
    }
}
