package dev.mantissa.magics.render;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.Renderer;
import dev.mantissa.lib.bench.BenchResult;
import dev.mantissa.magics.bench.BenchReport;

/** Results of measurements: table, remarks and the whole record. */
final class BenchResultRenderer implements Renderer<BenchResult> {
    @Override
    public String typeName() {
        return "dev.mantissa.lib.bench.BenchResult";
    }

    @Override
    public MimeBundle render(BenchResult result) {
        return BenchReport.bundle(result);
    }
}
