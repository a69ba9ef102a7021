using System.Globalization;
using Microsoft.Playwright;
using NasCluster.DashboardBench;

// Usage: Dashboard [--viewers 20] [--seconds 20]
//        Dashboard shots STORE FOLDER [PAGE]      pictures of every page on a store with experiments
var viewers = Number("--viewers", 20);
var seconds = Number("--seconds", 20);
using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(
    new()
    {
        ExecutablePath = "/usr/bin/chromium",
        Headless = true,
        Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    }
);
if (args is ["shots", var shown, var folder, ..])
{
    await using var site = await DashboardProcess.StartAsync(shown);
    await Shots.TakeAsync(browser, site.Url, folder, args.ElementAtOrDefault(3));
    return 0;
}

using var store = new FilledStore();
var small = await store.AddAsync("ten-thousand", trained: 10_000, waiting: 50);
var large = await store.AddAsync("twenty-thousand", trained: 20_000, waiting: (seconds + 3) * 150 + 600);
var next = 20_001;
await using var dashboard = await DashboardProcess.StartAsync(store.Folder);
await OpenAsync("start-up", new(dashboard.Url, "/zoo/ghostnet-1.0"), charts: false);
await OpenAsync("10k.cold", Page(small), charts: true);
await OpenAsync("10k.warm", Page(small), charts: true);
await RefreshAsync(small, 10_000);
await OpenAsync("20k.cold", Page(large), charts: true);
await OpenAsync("20k.warm", Page(large), charts: true);
await LiveAsync("live.1-viewer", painting: 1, behind: 0);
await LiveAsync($"live.{viewers}-viewers-1-painting", painting: 1, behind: viewers - 1);
await LiveAsync($"live.{viewers}-viewers", painting: viewers, behind: 0);
return 0;

Uri Page(string experiment) => new(dashboard.Url, $"/experiments/{experiment}");

async Task OpenAsync(string name, Uri address, bool charts)
{
    await using var viewer = await Viewer.CreateAsync(browser);
    if (!charts)
    {
        await viewer.VisitAsync(address);
        return;
    }

    var (paint, interactive) = await viewer.OpenAsync(address);
    Add($"{name}.first-paint", paint, "ms", "< 1000");
    Add($"{name}.interactive", interactive, "ms");
    Add($"{name}.bytes", viewer.Bytes, "bytes", "< 1000000");
}

// One candidate ends: until the page shows it.
async Task RefreshAsync(string experiment, int trained)
{
    await using var viewer = await Viewer.CreateAsync(browser);
    await viewer.OpenAsync(Page(experiment));
    var (times, random) = (new List<double>(), new Random(1));
    var bytes = viewer.Bytes;
    using var connection = store.Open();
    for (var i = 1; i <= 20; i++)
    {
        var before = await viewer.SequenceAsync();
        using var transaction = connection.BeginTransaction();
        FilledStore.Complete(connection, transaction, experiment, trained + i, random);
        transaction.Commit();
        var committed = LiveWriter.NowMs();
        times.Add(await viewer.SeenAsync(before + 1) - committed);
    }

    Add("10k.refresh.p50", Quantile.Of(times, 0.5), "ms", "< 200");
    Add("10k.refresh.p95", Quantile.Of(times, 0.95), "ms");
    Add("10k.refresh.bytes", (viewer.Bytes - bytes) / 20.0, "bytes per change");
}

// The browsers share this machine's processors with the server: figures with all of them painting say more about those.
async Task LiveAsync(string name, int painting, int behind)
{
    var all = new List<Viewer>();
    for (var i = 0; i < painting + behind; i++)
    {
        all.Add(await Viewer.CreateAsync(browser, isBehind: i >= painting));
        await all[i].OpenAsync(Page(large));
    }

    await Task.Delay(1000);
    await using var writer = new LiveWriter(store, large, next, perSecond: 500);
    next += (seconds + 3) * 50;
    writer.Start();
    await Task.Delay(2000);
    var (bytes, frames) = (all.Sum(viewer => viewer.Bytes), all.Sum(viewer => viewer.Frames));
    var lags = await LagsAsync(all, writer);
    var written = writer.Commits[^1].Sequence - writer.Commits[0].Sequence;
    var gained = all.Sum(viewer => viewer.Bytes) - bytes;
    var messages = Math.Max(1, all.Sum(viewer => viewer.Frames) - frames);
    Add($"20k.{name}.events", written / ((writer.Commits[^1].AtMs - writer.Commits[0].AtMs) / 1000), "1/s", "500");
    Add($"20k.{name}.lag.p50", Quantile.Of(lags, 0.5), "ms");
    Add($"20k.{name}.lag.p95", Quantile.Of(lags, 0.95), "ms", "< 2000");
    Add($"20k.{name}.lag.p99", Quantile.Of(lags, 0.99), "ms");
    Add($"20k.{name}.bytes", gained / (double)all.Count / seconds, "bytes per viewer and second");
    Add($"20k.{name}.message", gained / (double)messages, "bytes per message");
    foreach (var viewer in all)
    {
        await viewer.DisposeAsync();
    }
}

// How old the first event is that a page does not know yet, of all pages in turn.
async Task<List<double>> LagsAsync(List<Viewer> all, LiveWriter writer)
{
    var lags = new List<double>();
    var end = LiveWriter.NowMs() + seconds * 1000;
    while (LiveWriter.NowMs() < end)
    {
        await Task.Delay(50);
        foreach (var viewer in all)
        {
            var known = await viewer.SequenceAsync();
            var now = LiveWriter.NowMs();
            lags.Add(
                writer
                    .Commits.Where(commit => commit.Sequence > known)
                    .Select(commit => now - commit.AtMs)
                    .FirstOrDefault()
            );
        }
    }

    return lags;
}

static void Add(string name, double value, string unit, string? aim = null)
{
    var figure = new Figure(name, value, unit, aim);
    var text = figure.Value.ToString("0.#", CultureInfo.InvariantCulture);
    Console.WriteLine($"{figure.Name, -36} {text, 10} {figure.Unit}{(aim is null ? "" : $"   (aim {aim})")}");
}

int Number(string name, int otherwise)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
