using Microsoft.Playwright;

namespace NasCluster.Dashboard.Tests;

/// <summary>Debian's Chromium.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];
    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Places, File.Exists) is not { } program)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = program,
                Headless = true,
                Args = Flags,
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A page that notes everything that goes wrong in it. Skips the test at a desk without Chromium; in CI that fails.</summary>
    public async Task<Visit> OpenAsync(Uri site, bool isDark = false, int width = 1280, int height = 900)
    {
        if (_browser is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("Chromium is not installed.");
        }

        Assert.True(_browser is not null, "Chromium is not installed.");
        var context = await _browser.NewContextAsync(
            new()
            {
                BaseURL = site.ToString(),
                ViewportSize = new() { Width = width, Height = height },
                ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
                AcceptDownloads = true,
            }
        );
        return new(context, await context.NewPageAsync());
    }
}
