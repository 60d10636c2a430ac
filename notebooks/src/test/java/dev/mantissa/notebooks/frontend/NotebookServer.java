package dev.mantissa.notebooks.frontend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Jupyter Notebook on a free port, until its home is closed. */
record NotebookServer(int port, String token) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    static NotebookServer start(FrontEndHome home, Path program) {
        return start(home, program, home.notebooks());
    }

    /**
     * @param pages a folder of pages served beside its own
     */
    static NotebookServer start(FrontEndHome home, Path program, Path pages) {
        NotebookServer server = new NotebookServer(freePort(), UUID.randomUUID().toString());
        Path log = FrontEndHome.kept("frontend").resolve("notebook-server.log");
        Process process =
                home.start(
                        List.of(
                                program.toString(),
                                "--no-browser",
                                "--allow-root",
                                "--ip=127.0.0.1",
                                "--port=" + server.port,
                                "--NotebookApp.port_retries=0",
                                "--NotebookApp.token=" + server.token,
                                "--NotebookApp.extra_static_paths=" + pages,
                                "--notebook-dir=" + home.notebooks()),
                        log);
        Await.until(
                "Jupyter Notebook answers",
                LIMIT,
                () -> !process.isAlive() || server.answers(),
                () -> FrontEndHome.text(log));
        if (!process.isAlive()) {
            throw new AssertionError("Jupyter Notebook ended:\n" + FrontEndHome.text(log));
        }
        return server;
    }

    /** The address of a notebook's page. */
    String page(String notebook) {
        return address("notebooks/" + notebook);
    }

    /** The address of a notebook in a page of ours. */
    String page(String file, String notebook) {
        return address("static/" + file) + "&path=" + notebook;
    }

    private String address(String what) {
        return "http://127.0.0.1:%d/%s?token=%s".formatted(port, what, token);
    }

    private boolean answers() {
        try {
            var connection =
                    (HttpURLConnection) URI.create(address("api/status")).toURL().openConnection();
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
