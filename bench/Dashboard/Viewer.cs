using System.Globalization;
using Microsoft.Playwright;

namespace NasCluster.DashboardBench;

/// <summary>A page of one visitor with a cache of its own, and what came to it over the wire.</summary>
internal sealed class Viewer : IAsyncDisposable
{
    private const string Drawn =
        "() => document.querySelector('main[data-live]') && [...document.querySelectorAll('.canvas')].length && [...document.querySelectorAll('.canvas')].every(one => one.querySelector('canvas'))";

    private readonly IBrowserContext _context;
    private readonly IPage _page;
    private long _bytes;
    private long _frames;

    private Viewer(IBrowserContext context, IPage page) => (_context, _page) = (context, page);

    /// <summary>What a socket carried is counted before its compression.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public long Frames => Interlocked.Read(ref _frames);

    /// <param name="browser">Where its page opens.</param>
    /// <param name="isBehind">Its page is told that it is a tab in the background: it gets and keeps everything, but paints no charts.</param>
    public static async Task<Viewer> CreateAsync(IBrowser browser, bool isBehind = false)
    {
        var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 900 },
            }
        );
        var viewer = new Viewer(context, await context.NewPageAsync());
        if (isBehind)
        {
            await viewer._page.AddInitScriptAsync(
                "addEventListener('load', () => setTimeout(() => Object.defineProperty(document, 'hidden', { value: true }), 3000))"
            );
        }

        var network = await context.NewCDPSessionAsync(viewer._page);
        await network.SendAsync("Network.enable");
        network.Event("Network.loadingFinished").OnEvent += (_, what) =>
            Interlocked.Add(ref viewer._bytes, (long)(what?.GetProperty("encodedDataLength").GetDouble() ?? 0));
        network.Event("Network.webSocketFrameReceived").OnEvent += (_, what) =>
        {
            // Binary frames are told in base64.
            var text = what?.GetProperty("response").GetProperty("payloadData").GetString() ?? "";
            Interlocked.Add(ref viewer._bytes, text.Length * 3L / 4);
            Interlocked.Increment(ref viewer._frames);
        };
        return viewer;
    }

    /// <summary>Opens an address until it answers.</summary>
    public async Task VisitAsync(Uri address)
    {
        await _page.GotoAsync(address.ToString());
        await _page.WaitForSelectorAsync("main[data-live]");
    }

    /// <summary>Opens an address; milliseconds until something was painted, and until all charts are drawn and it answers.</summary>
    public async Task<(double Paint, double Interactive)> OpenAsync(Uri address)
    {
        await _page.GotoAsync(address.ToString());
        await _page.WaitForFunctionAsync(Drawn, null, new() { Timeout = 120_000 });
        var interactive = await _page.EvaluateAsync<double>("() => performance.now()");
        var paint = await _page.EvaluateAsync<double>(
            "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"
        );
        return (paint, interactive);
    }

    /// <summary>Number of the last event that the page knows.</summary>
    public async Task<long> SequenceAsync() =>
        long.Parse(
            await _page.EvaluateAsync<string>("() => document.querySelector('[data-sequence]').dataset.sequence"),
            CultureInfo.InvariantCulture
        );

    /// <summary>Milliseconds since 1970 at which the page knew an event.</summary>
    public async Task<double> SeenAsync(long sequence)
    {
        var seen = await _page.WaitForFunctionAsync(
            "sequence => Number(document.querySelector('[data-sequence]').dataset.sequence) >= sequence && Date.now()",
            sequence,
            new() { Timeout = 60_000 }
        );
        return await seen.JsonValueAsync<double>();
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
