using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NasCluster.Dashboard.Candidates;
using NasCluster.Dashboard.Charts;

namespace NasCluster.Dashboard.Components.Parts;

/// <summary>Draws a chart with ECharts in the browser; words and a table say the same to those who do not see it.</summary>
public sealed partial class Chart
{
    private readonly TaskCompletionSource _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ElementReference _element;
    private IJSObjectReference? _module;
    private DotNetObjectReference<Chart>? _self;
    private ChartModel? _drawn;
    private bool _isDrawing;
    private bool _open;

    [Parameter, EditorRequired]
    public ChartModel Model { get; set; } = null!;

    [Parameter]
    public int Height { get; set; } = 340;

    /// <summary>Pixels that it needs across: on narrower screens it is moved sideways.</summary>
    [Parameter]
    public int LeastWidth { get; set; }

    /// <summary>Numbers of the candidates that were chosen on the axes; none where nothing is chosen.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<int>> OnBrush { get; set; }

    /// <summary>Controls beside the title.</summary>
    [Parameter]
    public RenderFragment? Tools { get; set; }

    /// <summary>Called by charts.js.</summary>
    [JSInvokable]
    public Task BrushedAsync(int[] numbers) =>
        InvokeAsync(() => OnBrush.InvokeAsync([.. numbers.Take(NumberList.Most)]));

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_module is null)
        {
            return;
        }

        try
        {
            await _module.InvokeVoidAsync("dispose", _element);
            await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and the chart with it.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            _module ??= await Script.InvokeAsync<IJSObjectReference>("import", "./charts.js");
            if (!_isDrawing)
            {
                await DrawLatestAsync(_module);
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone.
        }
        catch (Exception e) when (e is TaskCanceledException or JSException)
        {
            // What the browser has is not known: it gets all of the next picture.
            _drawn = null;
        }
    }

    /// <summary>One picture after the other: a browser that is slower than the experiment gets the latest next, not all between.</summary>
    private async Task DrawLatestAsync(IJSObjectReference module)
    {
        _isDrawing = true;
        try
        {
            while (!ReferenceEquals(_drawn, Model))
            {
                await DrawAsync(module);
            }
        }
        finally
        {
            _isDrawing = false;
        }
    }

    /// <summary>Sends what is new; a browser that has another picture than we think asks for all.</summary>
    private async Task DrawAsync(IJSObjectReference module)
    {
        _self ??= OnBrush.HasDelegate ? DotNetObjectReference.Create(this) : null;
        var (before, model) = (_drawn, Model);
        _drawn = model;
        var update = before is null ? model.Picture.Whole : model.Picture.Since(before.Picture);
        if (
            !await module.InvokeAsync<bool>("draw", _element, update, model.Link, _self)
            && ReferenceEquals(_drawn, model)
        )
        {
            await module.InvokeAsync<bool>("draw", _element, model.Picture.Whole, model.Link, _self);
        }

        _shown.TrySetResult();
    }

    // Who asks before there is a picture gets it when it is there.
    private async Task SaveAsync()
    {
        await _shown.Task;
        await _module!.InvokeVoidAsync("save", _element, Model.Title);
    }
}
