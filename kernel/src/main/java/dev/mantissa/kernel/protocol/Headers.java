package dev.mantissa.kernel.protocol;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the headers of one side of a conversation. */
final class Headers {
    static final String VERSION = "5.5";

    private final String session = UUID.randomUUID().toString();
    private final AtomicLong count = new AtomicLong();
    private final String user;

    Headers(String user) {
        this.user = user;
    }

    String session() {
        return session;
    }

    JsonObject next(String type) {
        return Json.object(
                "msg_id",
                session + "_" + count.incrementAndGet(),
                "session",
                session,
                "username",
                user,
                "date",
                Instant.now().truncatedTo(ChronoUnit.MICROS).toString(),
                "msg_type",
                type,
                "version",
                VERSION);
    }
}
