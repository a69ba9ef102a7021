using Microsoft.Playwright;

namespace NasCluster.Dashboard.Tests;

/// <summary>Every page in a real browser, on experiments that really run.</summary>
public sealed class PageTests(Site site, Browser browser)
{
    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 1280)]
    [InlineData(false, 390)]
    public async Task Pages_EachOpened_AreSound(bool dark, int width)
    {
        var id = await site.FinishedAsync();
        await using var visit = await browser.OpenAsync(site.Open, dark, width);
        foreach (var (path, text, name) in Pages(id))
        {
            await visit.GoAsync(path);
            await visit.SeesAsync(text);
            await visit.IsSoundAsync();
            await visit.ShootAsync($"{name}-{(dark ? "dark" : "light")}-{width}");
            var overflow = await visit.Page.EvaluateAsync<int>(
                "() => document.documentElement.scrollWidth - innerWidth"
            );
            Assert.True(overflow <= 0, $"{path} is {overflow} pixels too wide");
        }
    }

    [Fact]
    public async Task IsSound_APictureWithoutText_IsFound()
    {
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.GoAsync("/");
        await visit.Page.EvaluateAsync("() => document.querySelector('main').append(new Image())");
        var found = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(visit.IsSoundAsync);
        Assert.Contains("image-alt", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Experiment_WhileItRuns_ChangesByItself()
    {
        var id = await site.SubmitAsync(Specs.Quick("live", candidates: 14));
        // However long a page takes to open, something is left to be seen.
        await site.ChangeAsync(id, "pause");
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.GoAsync($"/experiments/{id}");
        await visit.SeesAsync("paused by local");
        await site.ChangeAsync(id, "resume");
        await visit.SeesAsync("● running");
        await visit.SeesAsync("✓ completed");
        await visit.SeesAsync("14/14");
        await visit.IsSoundAsync();
    }

    [Fact]
    public async Task Experiment_PauseResumeCancel_ByItsButtons()
    {
        var id = await site.SubmitAsync(Specs.Quick("verbs", candidates: 200));
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.GoAsync($"/experiments/{id}");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await visit.SeesAsync("paused by local");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await visit.SeesAsync("● running");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "✕ Cancel" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Really cancel" }).ClickAsync();
        await visit.SeesAsync("⊘ cancelled");
        await visit.IsSoundAsync();
    }

    [Fact]
    public async Task Form_WrongThenRight_NamesErrorsThenSubmits()
    {
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.GoAsync("/new");
        await visit.SeesAsync("Nothing is wrong");
        var file = visit.Page.GetByLabel("Experiment file");
        await file.FillAsync(
            Specs.Quick("form", candidates: -3).Replace("\"random\"", "\"randon\"", StringComparison.Ordinal)
        );
        await visit.SeesAsync("2 things to correct");
        await visit.SeesAsync("/budget/candidates");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Submit" })).ToBeDisabledAsync();
        await visit.IsSoundAsync();
        await file.FillAsync(Specs.Quick("form", candidates: 2));
        await visit.Page.GetByLabel("Name").FillAsync("from-the-form");
        await visit.Page.GetByLabel("Name").BlurAsync();
        await visit.SeesAsync("Nothing is wrong");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await visit.IsAtAsync("/experiments/from-the-form-1$");
        await visit.SeesAsync("✓ completed");
        await visit.IsSoundAsync();
    }

    [Fact]
    public async Task Form_UnknownDataset_ShowsTheClustersRefusal()
    {
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.GoAsync("/new");
        await visit.Page.GetByLabel("Data set").FillAsync("no-such-set");
        await visit.Page.GetByLabel("Data set").BlurAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await visit.SeesAsync("1 thing to correct");
        await visit.SeesAsync("/data/dataset");
    }

    [Fact]
    public async Task Names_ThatAreHtml_AreShownAsText()
    {
        var id = await site.SubmitAsync(Specs.Hostile("hostile"));
        await site.FollowAsync(id);
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.GoAsync($"/experiments/{id}/candidates/1");
        await visit.SeesAsync("<img src=x onerror=alert(1)>");
        await visit.SeesAsync("<img src=x onerror=alert(4)> in the log");
        await visit.GoAsync("/experiments/%3Cimg%20src=x%20onerror=alert(1)%3E");
        await visit.SeesAsync("There is no experiment '<img src=x onerror=alert(1)>'");
        foreach (var tab in new[] { "overview", "analysis", "candidates", "events", "spec" })
        {
            await visit.GoAsync($"/experiments/{id}?tab={tab}");
            await visit.SeesAsync("What was submitted");
            Assert.Equal(0, await visit.Page.Locator("main img").CountAsync());
        }

        await visit.IsSoundAsync();
    }

    [Fact]
    public async Task Table_FilterAndOrder_AreInTheAddress()
    {
        var id = await site.FinishedAsync();
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.GoAsync($"/experiments/{id}?tab=candidates");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Accuracy" }).ClickAsync();
        await visit.IsAtAsync("sort=Accuracy&order=Desc");
        // The address comes before the page: what is chosen in one that is about to go is lost.
        await visit.Page.Locator("th[aria-sort='descending']").WaitForAsync();
        await visit.Page.GetByLabel("State").SelectOptionAsync("completed");
        await visit.IsAtAsync("state=Completed");
        var shown = await visit.Page.Locator("td:nth-child(5)").AllInnerTextsAsync();
        Assert.Equal(shown.OrderByDescending(text => text, StringComparer.Ordinal), shown);
        Assert.NotEmpty(shown);
    }

    [Fact]
    public async Task Table_TwoTicked_LeadToTheirComparison()
    {
        var id = await site.FinishedAsync();
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.GoAsync($"/experiments/{id}?tab=candidates");
        await visit.Page.GetByLabel("Compare candidate 1", new() { Exact = true }).CheckAsync();
        await visit.Page.GetByLabel("Compare candidate 3", new() { Exact = true }).CheckAsync();
        // By the keyboard: a notice of another test's experiment may lie over the link.
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Compare 2" }).PressAsync("Enter");
        await visit.SeesAsync("2 candidates compared");
        await visit.SeesAsync("Learning curves");
        await visit.IsSoundAsync();
    }

    [Fact]
    public async Task Table_ColumnsChosen_AreInTheAddress()
    {
        var id = await site.FinishedAsync();
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.GoAsync($"/experiments/{id}?tab=candidates&columns=%23,Accuracy,nonsense");
        await Assertions.Expect(visit.Page.Locator("thead th")).ToHaveCountAsync(3);
        await visit.Page.Locator("tbody tr").First.WaitForAsync();
        // By the keyboard: a notice of another test's experiment may lie over it.
        await visit.Page.GetByText("Columns (2 of").PressAsync("Enter");
        await visit.Page.GetByLabel("learningRate", new() { Exact = true }).PressAsync("Space");
        await visit.IsAtAsync("learningRate");
        await Assertions.Expect(visit.Page.Locator("thead th")).ToHaveCountAsync(4);
        await visit.IsSoundAsync();
    }

    [Fact]
    public async Task Overview_PointsDraggedOver_AreListedBelow()
    {
        var id = await site.FinishedAsync();
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.GoAsync($"/experiments/{id}");
        await visit.Page.Locator(".canvas canvas").First.WaitForAsync();
        var box = (await visit.Page.Locator(".canvas").First.BoundingBoxAsync())!;
        await visit.Page.Mouse.MoveAsync(box.X + 72, box.Y + 36);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + 150, new() { Steps = 4 });
        // Beyond the axes: a point may lie on one.
        await visit.Page.Mouse.MoveAsync(box.X + box.Width - 4, box.Y + box.Height - 4, new() { Steps = 4 });
        await visit.Page.Mouse.UpAsync();
        await visit.IsAtAsync("numbers=");
        await visit.SeesAsync("12 candidates chosen");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Choose none" }).ClickAsync();
        await Assertions.Expect(visit.Text("candidates chosen")).ToBeHiddenAsync();
        await visit.IsSoundAsync();
    }

    [Fact]
    public async Task Overview_ASliderMoved_LimitsTheCharts()
    {
        var id = await site.FinishedAsync();
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.GoAsync($"/experiments/{id}");
        await visit.SeesAsync("of 12 trained candidates keep them");
        var slider = visit.Page.Locator(".limits input").First;
        await Assertions.Expect(slider).ToBeEnabledAsync();
        await slider.FocusAsync();
        await slider.PressAsync("Home");
        await visit.IsAtAsync("where=latencyMs");
        await Assertions.Expect(visit.Text("12 of 12 trained")).ToBeHiddenAsync();
        await visit.IsSoundAsync();
    }

    [Fact]
    public async Task Analysis_LinesBrushed_AreListedBelow()
    {
        var id = await site.FinishedAsync();
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.GoAsync($"/experiments/{id}?tab=analysis");
        await visit.Page.Locator(".canvas canvas").First.WaitForAsync();
        var box = (await visit.Page.Locator(".canvas").First.BoundingBoxAsync())!;
        var axis = box.X + box.Width - 60;
        await visit.Page.Mouse.MoveAsync(axis, box.Y + 42);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(axis, box.Y + 130, new() { Steps = 5 });
        await visit.Page.Mouse.MoveAsync(axis, box.Y + 200, new() { Steps = 5 });
        await visit.Page.Mouse.UpAsync();
        await visit.IsAtAsync("numbers=");
        await visit.SeesAsync("chosen");
        await visit.IsSoundAsync();
    }

    [Fact]
    public async Task Downloads_OfAnExperiment_ComeAsFiles()
    {
        var id = await site.FinishedAsync();
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.GoAsync($"/experiments/{id}");
        var csv = await visit.Page.RunAndWaitForDownloadAsync(() =>
            visit.Page.GetByRole(AriaRole.Link, new() { Name = "CSV", Exact = true }).ClickAsync()
        );
        Assert.Equal($"{id}.csv", csv.SuggestedFilename);
        var png = await visit.Page.RunAndWaitForDownloadAsync(() =>
            visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save 'Pareto front' as PNG" }).ClickAsync()
        );
        Assert.Equal("pareto-front.png", png.SuggestedFilename);
        Assert.True(new FileInfo(await png.PathAsync()).Length > 5000);
    }

    [Fact]
    public async Task Download_OfAChartThatIsNotDrawnYet_ComesWhenItIs()
    {
        var id = await site.FinishedAsync();
        await using var visit = await browser.OpenAsync(site.Open);
        var clicked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await visit.Page.RouteAsync(
            "**/charts.js",
            async route =>
            {
                await clicked.Task;
                await route.ContinueAsync();
            }
        );
        await visit.GoAsync($"/experiments/{id}");
        var png = await visit.Page.RunAndWaitForDownloadAsync(async () =>
        {
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save 'Pareto front' as PNG" }).ClickAsync();
            clicked.SetResult();
        });
        Assert.True(new FileInfo(await png.PathAsync()).Length > 5000);
        await visit.IsSoundAsync();
    }

    [Fact]
    public async Task Candidate_ItsLayersTimed_ShowsTheTimeOfEach()
    {
        var id = await site.FinishedAsync();
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.GoAsync($"/experiments/{id}/candidates/1");
        await visit.SeesAsync("no latency table has its blocks");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Time its layers" }).ClickAsync();
        await visit.SeesAsync("layers timed on torch-cpu");
        await visit.Page.Locator(".graph summary").First.ClickAsync();
        var times = await visit.Page.Locator("details[open] tbody tr td:nth-child(6)").AllInnerTextsAsync();
        Assert.NotEmpty(times);
        Assert.Contains(times, time => time.EndsWith(" ms", StringComparison.Ordinal));
        await visit.IsSoundAsync();
    }

    [Fact]
    public async Task Connection_Lost_IsTakenUpAgainWithoutAReload()
    {
        var id = await site.SubmitAsync(Specs.Quick("cut", candidates: 20));
        await site.ChangeAsync(id, "pause");
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.Page.AddInitScriptAsync(
            "const Real = WebSocket; window.sockets = []; window.WebSocket = class extends Real { constructor(...given) { super(...given); sockets.push(this); } };"
        );
        await visit.GoAsync($"/experiments/{id}?tab=events");
        await visit.SeesAsync("paused by local");
        await site.ChangeAsync(id, "resume");
        await visit.SeesAsync("● running");
        await visit.Page.EvaluateAsync("() => { window.stayed = true; for (const socket of sockets) socket.close(); }");
        await visit.Page.WaitForFunctionAsync(
            "() => sockets.length > 1 && sockets.at(-1).readyState === WebSocket.OPEN"
        );
        await visit.SeesAsync("✓ completed");
        Assert.True(await visit.Page.EvaluateAsync<bool>("() => window.stayed === true"));
        var numbers = (await visit.Page.Locator("table.events td:first-child").AllInnerTextsAsync())
            .Select(long.Parse)
            .ToList();
        Assert.Equal(numbers.OrderDescending().Distinct(), numbers);
        Assert.Equal(numbers[0] - numbers.Count + 1, numbers[^1]);
    }

    [Fact]
    public async Task SignIn_WithAKey_OpensPagesAsItsRole()
    {
        await using var visit = await browser.OpenAsync(site.Keyed);
        await visit.GoAsync("/workers");
        await visit.Page.GetByLabel("Key").FillAsync("nas_wrong");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await visit.SeesAsync("This key is not known.");
        await visit.Page.GetByLabel("Key").FillAsync(Site.Viewer);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await visit.IsAtAsync("/workers$");
        await visit.SeesAsync("slots busy");
        await visit.GoAsync("/new");
        await visit.SeesAsync("only allows looking");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await visit.IsAtAsync("/sign-in");
        await visit.IsSoundAsync();
    }

    private static (string Path, string Text, string Name)[] Pages(string id) =>
        [
            ("/", id, "experiments"),
            ($"/experiments/{id}", "Optimisation history", "experiment"),
            ($"/experiments/{id}?tab=analysis", "Parallel coordinates", "analysis"),
            ($"/experiments/{id}?tab=candidates", "Predicted", "candidates"),
            ($"/experiments/{id}?tab=events", "submitted", "events"),
            ($"/experiments/{id}?tab=spec", "\"strategy\"", "spec"),
            ($"/experiments/{id}?tab=stopping", "no rule for early stopping", "stopping"),
            ($"/experiments/{id}/compare?numbers=1,2,3", "3 candidates compared", "compare"),
            ($"/experiments/{id}/candidates/1", "Attempts", "candidate"),
            ("/workers", "slots busy", "workers"),
            ("/audit", "submit", "audit"),
            ("/zoo", "efficientnetv2-s", "zoo"),
            ("/zoo/ghostnet-1.0", "MACs", "network"),
            ("/new", "Nothing is wrong", "new"),
            ("/experiments/nobody-7", "There is no experiment", "missing"),
        ];
}
