using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace NasCluster.Dashboard.Tests;

/// <summary>One visitor: a page, and what its console and its network complained of.</summary>
public sealed class Visit : IAsyncDisposable
{
    private const float Patience = 20_000;
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    public Visit(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.SetDefaultTimeout(Patience);
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => Note(true, $"error: {error}");
        page.Dialog += (_, dialog) =>
        {
            Note(true, $"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) =>
            Note(
                !request.Url.StartsWith("data:", StringComparison.Ordinal) && !new Uri(request.Url).IsLoopback,
                $"outside: {request.Url}"
            );
    }

    public IPage Page { get; }

    /// <summary>Opens an address and waits until its circuit answers and nothing is read any more.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.WaitForSelectorAsync("main[data-live]:not(:has-text('Reading …')), form[action='/sign-in']");
    }

    public ILocator Text(string text) => Page.GetByText(text).First;

    public Task SeesAsync(string text) => Assertions.Expect(Text(text)).ToBeVisibleAsync(new() { Timeout = Patience });

    /// <summary>
    /// Waits until the address matches a pattern. It is looked at again and again: a wait for the navigation that leads there misses
    /// one that comes while it begins.
    /// </summary>
    public Task IsAtAsync([StringSyntax(StringSyntaxAttribute.Regex)] string pattern) =>
        Assertions.Expect(Page).ToHaveURLAsync(new Regex(pattern), new() { Timeout = Patience });

    /// <summary>Nothing was complained of, and axe finds nothing serious.</summary>
    public async Task IsSoundAsync()
    {
        // Injected by hand: the library's own way opens a second page at every run.
        await Page.EvaluateAsync(Axe);
        var findings = await Page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run({ resultTypes: ['violations'] })).violations
                .filter(violation => ['serious', 'critical'].includes(violation.impact))
                .map(violation => `${violation.id}: ${violation.help} ${violation.nodes.slice(0, 3).map(node => node.html).join(' | ')}`)
            """
        );
        Assert.Empty(findings);
        Assert.Empty(_complaints);
    }

    /// <summary>Kept where NASCLUSTER_SCREENSHOTS names a folder.</summary>
    public async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("NASCLUSTER_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Note(bool wrong, string what)
    {
        if (wrong)
        {
            _complaints.Enqueue(what);
        }
    }
}
