using System.Text.Json;
using Microsoft.Playwright;
using NasCluster.Dashboard.Hosting;
using NasCluster.Dashboard.Notices;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Tests;

/// <summary>Webhooks and notices of the browser.</summary>
public sealed class NoticeTests(Site site, Browser browser)
{
    [Fact]
    public async Task Webhook_RefusedOnce_GetsTheSameSignedMessageAgain()
    {
        var id = await site.SubmitAsync(Specs.Quick("hooked", candidates: 2));
        var (first, last) = await site.Hooks.MessageAsync($"{id}/finished");
        Assert.Equal(WebhookSender.Sign(HookReceiver.Secret, last.Time, last.Body), last.Signature);
        Assert.Equal(first.Body, last.Body);
        var message = JsonDocument.Parse(last.Body).RootElement;
        Assert.Equal("finished", message.GetProperty("kind").GetString());
        Assert.Equal(id, message.GetProperty("subject").GetString());
        Assert.Equal($"/experiments/{id}", message.GetProperty("path").GetString());
    }

    [Fact]
    public async Task Browser_WhoAskedForNotices_IsTold()
    {
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.Page.AddInitScriptAsync(
            "window.told = []; window.Notification = class { static permission = 'granted'; static requestPermission = async () => 'granted'; constructor(title, { body }) { told.push(body); } };"
        );
        await visit.GoAsync("/workers");
        var bell = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Browser notices" });
        await bell.ClickAsync();
        await Assertions.Expect(bell).ToHaveAttributeAsync("aria-pressed", "true");
        var id = await site.SubmitAsync(Specs.Quick("told", candidates: 2));
        await visit.Page.WaitForFunctionAsync(
            "id => told.some(text => text.startsWith(`${id} is finished`)) && told.some(text => text.startsWith(`${id}: new best`))",
            id
        );
        await visit.SeesAsync($"{id} is finished");
        await visit.IsSoundAsync();
    }

    [Fact]
    public void Rules_BetweenTwoLooks_TellWhatChanged()
    {
        var running = Overview(ExperimentState.Running, 0.5);
        Assert.Equal([NoticeKind.NewBest], Kinds(before: null, running));
        Assert.Empty(Kinds(Sighting.Of(running), running));
        var ended = Overview(ExperimentState.Completed, 0.6);
        Assert.Equal([NoticeKind.NewBest, NoticeKind.Finished], Kinds(Sighting.Of(running), ended));
        Assert.Empty(Kinds(Sighting.Of(ended), ended));
        Assert.Equal([NoticeKind.Failed], Kinds(Sighting.Of(running), Overview(ExperimentState.Failed, 0.5)));

        static NoticeKind[] Kinds(Sighting? before, ExperimentOverview now) =>
            [.. NoticeRules.Of(before, now, DateTimeOffset.UnixEpoch).Select(notice => notice.Kind)];

        static ExperimentOverview Overview(ExperimentState state, double best) =>
            new(Made.Result(state, []), 0, [0.1, best]);
    }

    [Fact]
    public void Message_ThatFails_WaitsLongerAndIsGivenUpAtLast()
    {
        var now = DateTimeOffset.UnixEpoch;
        var notice = new Notice("x", NoticeKind.Failed, "x", "x", "/", now);
        var message = new WebhookMessage(notice, Attempts: 0, now);
        var pauses = new List<double>();
        while (message.Next is not null)
        {
            message = message.Failed("503", now);
            pauses.Add((message.Next - now)?.TotalSeconds ?? -1);
        }

        Assert.Equal(WebhookMessage.MostAttempts, pauses.Count);
        Assert.Equal([5, 10, 20], pauses.Take(3));
        Assert.Equal(-1, pauses[^1]);
        Assert.Equal(pauses[..^1].Order(), pauses[..^1]);
    }

    [Fact]
    public void Webhooks_OfAFile_AreReadOrEachBadLineNamed()
    {
        var hooks = Webhooks.Parse(["# comment", "https://example.org/x 0123456789abcdef failed,worker-lost"], "file");
        Assert.Equal([NoticeKind.Failed, NoticeKind.WorkerLost], Assert.Single(hooks.All).Kinds);
        var refused = Assert.Throws<DashboardException>(() =>
            Webhooks.Parse(["ftp://x 0123456789abcdef", "https://x short", "https://x 0123456789abcdef best"], "file")
        );
        Assert.Contains("line 1, line 2, line 3", refused.Message, StringComparison.Ordinal);
        Assert.Equal(DashboardException.BadInput, refused.Code);
    }
}
