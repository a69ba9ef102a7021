using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using NasCluster.Dashboard.Components.Parts;
using NasCluster.Dashboard.Drafts;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Components.Pages;

/// <summary>An experiment from a template, checked while it is written.</summary>
public sealed partial class NewExperimentPage
{
    private const string First = "fashion-mnist-quick";

    // One key for one visit: a second click submits nothing twice.
    private readonly string _key = Guid.CreateVersion7().ToString("N");
    private string _template = First;
    private Draft _draft = new(Templates.Read(First), Spec: null, []);
    private ClaimsPrincipal _user = new();
    private ImmutableArray<Problem> _refused = [];
    private bool _busy;
    private bool _allowed;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    private ImmutableArray<Problem> Shown => _refused.IsEmpty ? _draft.Problems : _refused;

    protected override async Task OnInitializedAsync()
    {
        _user = (await Authentication).User;
        _allowed = ExperimentActions.Allows(_user);
        Write(_draft.Text);
    }

    private static string Place(Problem problem) =>
        problem.Line > 0 ? $"line {problem.Line}, column {problem.Column}: {problem.Pointer}" : problem.Pointer;

    private static string Work(ExperimentSpec spec) =>
        Quantity.Short(
            spec.Budget.Candidates * (double)spec.Trainer.Epochs
                + (spec.Final is { } final ? final.Top * final.Epochs : 0)
        );

    private void Take(ChangeEventArgs change)
    {
        if (change.Value is string name && Templates.Names.Contains(name))
        {
            _template = name;
            Write(Templates.Read(name));
        }
    }

    private void Type(ChangeEventArgs change) => Write(change.Value as string ?? "");

    private void Set(DraftField field, ChangeEventArgs change) =>
        Write(field.Write(_draft.Text, (change.Value as string ?? "").Trim()));

    private void Write(string text) => (_draft, _refused) = (Draft.Of(text, _user), []);

    private async Task SubmitAsync()
    {
        if (_draft.Spec is not { } spec)
        {
            return;
        }

        _busy = true;
        try
        {
            var user = (await Authentication).User;
            // The draft's own text is part of the key: a corrected file is another submission.
            var id = await Actions.SubmitAsync(
                spec,
                $"page {_key} {ExperimentSpecHash.Of(spec)}",
                user,
                CancellationToken.None
            );
            Navigation.NavigateTo(Links.Experiment(id));
        }
        catch (InvalidSpecException e)
        {
            _refused = e.Problems;
        }
        catch (UnauthorizedAccessException e)
        {
            Refuse(e.Message);
        }
        catch (Exception e) when (ClusterFault.Is(e))
        {
            Refuse(e is ClusterAwayException ? e.Message : "The cluster does not answer now; try again.");
        }

        _busy = false;
    }

    private void Refuse(string message) => _refused = [new("submit.refused", "", 0, 0, message)];
}
