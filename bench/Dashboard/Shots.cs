using Microsoft.Playwright;

namespace NasCluster.DashboardBench;

/// <summary>Pictures of every page on a store with real experiments: light, dark, and as wide as a phone.</summary>
internal static class Shots
{
    private static readonly string[] Tabs = ["analysis", "candidates", "stopping", "supernet", "events", "spec"];

    private static readonly (string Name, ColorScheme Scheme, int Width)[] Looks =
    [
        ("light", ColorScheme.Light, 1280),
        ("dark", ColorScheme.Dark, 1280),
        ("phone", ColorScheme.Light, 390),
    ];

    /// <param name="browser">Draws them.</param>
    /// <param name="site">A dashboard.</param>
    /// <param name="folder">Where the pictures go.</param>
    /// <param name="wanted">Only pages whose names contain this; null for all.</param>
    public static async Task TakeAsync(IBrowser browser, Uri site, string folder, string? wanted)
    {
        Directory.CreateDirectory(folder);
        foreach (var (look, scheme, width) in Looks)
        {
            await using var context = await browser.NewContextAsync(
                new()
                {
                    BaseURL = site.ToString(),
                    ColorScheme = scheme,
                    ViewportSize = new() { Width = width, Height = 900 },
                }
            );
            var page = await context.NewPageAsync();
            foreach (var (name, path) in await PagesAsync(page))
            {
                if (wanted is null || name.Contains(wanted, StringComparison.Ordinal))
                {
                    await TakeAsync(page, path, Path.Combine(folder, $"{name}-{look}.png"));
                }
            }
        }
    }

    private static async Task TakeAsync(IPage page, string path, string file)
    {
        await page.GotoAsync(path);
        await page.WaitForSelectorAsync("main[data-live]");
        await page.WaitForFunctionAsync(
            "() => [...document.querySelectorAll('.canvas')].every(one => one.querySelector('canvas'))"
        );
        // Some parts of a page come after its circuit.
        await Task.Delay(700);
        var whole = !file.Contains("-cover-", StringComparison.Ordinal);
        await page.ScreenshotAsync(new() { Path = file, FullPage = whole });
        Console.WriteLine(file);
    }

    private static async Task<(string Name, string Path)[]> PagesAsync(IPage page)
    {
        await page.GotoAsync("/");
        await page.WaitForSelectorAsync("main[data-live]");
        var experiments = await page.EvaluateAsync<string[]>(
            "() => [...new Set([...document.querySelectorAll('main td a, main th a')].map(link => link.getAttribute('href')).filter(path => path?.match(/experiments.[^/]+$/)))].slice(0, 3)"
        );
        return
        [
            ("experiments", "/"),
            .. experiments.SelectMany(path => Of(path[(path.LastIndexOf('/') + 1)..])),
            ("workers", "/workers"),
            ("audit", "/audit"),
            ("zoo", "/zoo"),
            ("network", "/zoo/ghostnet-1.0"),
            ("new", "/new"),
        ];
    }

    private static IEnumerable<(string Name, string Path)> Of(string id) =>
        [
            // As much of it as fits on a screen: the README's picture.
            ($"{id}-cover", $"/experiments/{id}"),
            ($"{id}-overview", $"/experiments/{id}"),
            .. Tabs.Select(tab => ($"{id}-{tab}", $"/experiments/{id}?tab={tab}")),
            ($"{id}-candidate", $"/experiments/{id}/candidates/2"),
            ($"{id}-compare", $"/experiments/{id}/compare?numbers=1,2,3"),
        ];
}
