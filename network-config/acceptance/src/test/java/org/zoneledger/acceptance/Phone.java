package org.zoneledger.acceptance;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ClientCertificate;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A consumer's phone: reads a QR code and shows the page behind it. The browser is Debian's Chromium. */
final class Phone {

    private static final int WIDTH = 390;
    private static final int HEIGHT = 844;
    private static final Path PICTURES = Path.of("target", "pages");
    private static Playwright playwright;
    private static Browser browser;

    private Phone() {}

    /**
     * What a page shows.
     *
     * @param status HTTP status of the page
     * @param language of the document
     * @param text every word in it, folded away or not
     * @param first heading of what stands before everything else
     * @param width of its content in CSS pixels
     * @param hosts every host and port that was asked for something
     */
    record Sight(int status, String language, String text, String first, int width, Set<String> hosts) {

        /** Whether it fits the screen without scrolling sideways. */
        boolean fits() {
            return width <= WIDTH;
        }
    }

    /**
     * Opens a page with a phone set to a language such as {@code zh-CN}.
     *
     * @param picture name of the picture of the whole page in {@code target/pages}
     */
    static Sight open(URI address, String language, boolean scripts, String picture) {
        NewContextOptions options =
                phone(language).setJavaScriptEnabled(scripts).setIgnoreHTTPSErrors(true);
        Set<String> hosts = new TreeSet<>();
        try (BrowserContext context = browser().newContext(options)) {
            Page page = context.newPage();
            page.onRequest(request -> {
                URI asked = URI.create(request.url());
                if (asked.getHost() != null) {
                    hosts.add(asked.getAuthority());
                }
            });
            Response response = page.navigate(address.toString());
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(PICTURES.resolve(picture + "-" + language + ".png")));
            return new Sight(
                    response.status(),
                    page.locator("html").getAttribute("lang"),
                    page.locator("body").textContent(),
                    page.locator("#main h2").first().textContent().strip(),
                    scripts ? ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue() : 0,
                    hosts);
        }
    }

    /** A browser window of somebody, with their certificate if they have one; who calls closes its context. */
    static Page window(Gateway gateway, String language) {
        Person person = gateway.person();
        NewContextOptions options = new NewContextOptions()
                .setViewportSize(WIDTH, HEIGHT)
                .setLocale(language)
                .setIgnoreHTTPSErrors(true);
        if (person.certificate() != null) {
            options.setClientCertificates(
                    List.of(new ClientCertificate(gateway.address().toString())
                            .setCert(person.pem().getBytes(StandardCharsets.US_ASCII))
                            .setKey(person.keyPem().getBytes(StandardCharsets.US_ASCII))));
        }
        return browser().newContext(options).newPage();
    }

    /** A phone of somebody who shows no certificate; who calls closes its context. */
    static Page stranger() {
        return browser()
                .newContext(
                        new NewContextOptions().setViewportSize(WIDTH, HEIGHT).setIgnoreHTTPSErrors(true))
                .newPage();
    }

    /**
     * A phone whose camera takes a film again and again; who calls closes its browser.
     *
     * @param lets whether its owner lets pages use the camera
     */
    static Page filming(Path film, String language, boolean lets) {
        return launched(List.of(
                        "--no-sandbox",
                        "--use-fake-ui-for-media-stream" + (lets ? "" : "=deny"),
                        "--use-fake-device-for-media-stream",
                        "--use-file-for-fake-video-capture=" + film))
                .newContext(phone(language))
                .newPage();
    }

    /** A phone that runs no scripts; who calls closes its browser. */
    static Page withoutScripts(String language) {
        return launched(List.of("--no-sandbox"))
                .newContext(phone(language).setJavaScriptEnabled(false))
                .newPage();
    }

    private static NewContextOptions phone(String language) {
        return new NewContextOptions()
                .setViewportSize(WIDTH, HEIGHT)
                .setDeviceScaleFactor(2)
                .setIsMobile(true)
                .setLocale(language);
    }

    /** Keeps a picture of a whole page in {@code target/pages}. */
    static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
    }

    static boolean fits(Page page) {
        return ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue() <= WIDTH;
    }

    /** The text of the QR code in a PNG picture. */
    static String scan(byte[] png) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            int width = image.getWidth();
            int height = image.getHeight();
            int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
            var bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
            return new QRCodeReader().decode(bitmap).getText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReaderException unreadable) {
            throw new AssertionError("the picture holds no readable QR code", unreadable);
        }
    }

    static synchronized void switchOff() {
        if (playwright != null) {
            playwright.close();
            playwright = null;
            browser = null;
        }
    }

    private static synchronized Browser browser() {
        if (browser == null) {
            browser = launched(List.of("--no-sandbox"));
        }
        return browser;
    }

    private static synchronized Browser launched(List<String> arguments) {
        if (playwright == null) {
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        }
        return playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(chromium()).setArgs(arguments));
    }

    private static Path chromium() {
        return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(
                                "there is no chromium on the PATH (Debian: apt-get install -y --no-install-recommends chromium)"));
    }
}
