package io.sessionvault.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.local.policies.NodeScript;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A real Chromium without a window, driven by `page.mjs`. It shows one page at a time.
final class Browser {
    /// How wide a desktop's window is, in CSS pixels.
    static final int WIDE = 1400;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final NodeScript script;

    private Browser(NodeScript script) {
        this.script = script;
    }

    /// The machine's Chromium.
    static Optional<Path> find() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Starts it; it ends with this JVM.
    static Browser start(Path chromium) {
        var browser = new Browser(NodeScript.start("page.mjs"));
        browser.step("launch", Map.of("chromium", chromium.toString()));
        return browser;
    }

    /// Opens a page in a new window, with nothing left of the one before.
    void open(Path file, Window window) {
        step(
                "open",
                Map.of(
                        "file", file.toUri().toString(),
                        "javaScript", window.javaScript(),
                        "dark", window.dark(),
                        "width", window.width(),
                        "height", window.height()));
    }

    /// A window.
    ///
    /// @param width its width in CSS pixels
    /// @param height its height in CSS pixels
    /// @param dark whether the person prefers dark pages
    /// @param javaScript whether scripts run
    record Window(int width, int height, boolean dark, boolean javaScript) {
        static final Window DESKTOP = new Window(WIDE, 900, false, true);
        static final Window DARK = new Window(WIDE, 900, true, true);
        static final Window PHONE = new Window(390, 844, false, true);
        static final Window WITHOUT_SCRIPTS = new Window(WIDE, 900, false, false);

        /// As high as the summary, the matrix and the chart of the typical sample.
        static final Window PICTURE = new Window(WIDE, 1490, false, true);
    }

    /// Clicks on the one element that a CSS selector selects.
    void click(String selector) {
        step("click", Map.of("selector", selector));
    }

    /// Types a text into a field.
    void fill(String selector, String text) {
        step("fill", Map.of("selector", selector, "text", text));
    }

    /// Chooses from a list.
    void select(String selector, String value) {
        step("select", Map.of("selector", selector, "value", value));
    }

    /// Presses keys, one after the other, wherever the focus is.
    void press(String... keys) {
        for (var key : keys) {
            step("press", Map.of("key", key));
        }
    }

    /// Types where the focus is.
    void type(String text) {
        step("type", Map.of("text", text));
    }

    /// Shows the page as it is printed.
    void paper() {
        step("paper", Map.of());
    }

    /// The value of a JavaScript expression. It is evaluated beside the page's own scripts, even if
    /// those may not run.
    JsonNode tell(String expression) {
        return step("tell", Map.of("expression", expression));
    }

    /// The number of elements of a CSS selector that can be seen.
    int visible(String selector) {
        return tell("Array.from(document.querySelectorAll(%s)).filter((e) => e.checkVisibility()).length"
                        .formatted(MAPPER.valueToTree(selector)))
                .asInt();
    }

    /// The texts of the elements of a CSS selector.
    List<String> texts(String selector) {
        return words(
                tell(
                        "Array.from(document.querySelectorAll(%s), (e) => e.textContent)"
                                .formatted(MAPPER.valueToTree(selector))));
    }

    /// The addresses that the page asked for since it was opened, its own among them.
    List<String> requests() {
        return words(step("requests", Map.of()));
    }

    /// What the page or the browser wrote to the console, and dialogs.
    List<String> complaints() {
        return words(step("complaints", Map.of()));
    }

    /// What axe-core finds to be inaccessible.
    List<String> inaccessible() {
        return words(step("judge", Map.of()));
    }

    /// Takes a picture of the window, or of the whole page.
    void screenshot(Path file, boolean whole) {
        step("screenshot", Map.of("file", file.toString(), "whole", whole));
    }

    /// Prints the page to a PDF file.
    void print(Path file) {
        step("print", Map.of("file", file.toString()));
    }

    private JsonNode step(String name, Map<String, Object> details) {
        var question = MAPPER.createObjectNode().put("step", name);
        details.forEach((key, value) -> question.set(key, MAPPER.valueToTree(value)));
        return script.ask(question);
    }

    private static List<String> words(JsonNode answer) {
        return answer.valueStream().map(JsonNode::asText).toList();
    }
}
