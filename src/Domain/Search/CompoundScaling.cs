using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Scaling;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// EfficientNet V1's scaling of a baseline: every α, β, γ of a small grid under α·β²·γ² ≈ 2 is trained at φ = 1, and of the
/// most accurate the family φ = 0, 2, …, N is trained where it is asked for (Tan and Le 2019, §3.3).
/// </summary>
/// <remarks>
/// The baseline is the space's reference: the middle of every dimension but <c>depthMultiplier</c>,
/// <c>widthMultiplier</c> and <c>resolution</c>. Points of the grid outside these dimensions are left out; the seed decides
/// the order, and so which are trained where the budget is smaller than the grid.
/// </remarks>
public sealed class CompoundScaling : ISearchStrategy
{
    private const string Step = "step";
    private const string Product = "product";
    private const string Tolerance = "tolerance";
    private const string Family = "family";
    private const string BaseResolution = "baseResolution";
    private const string Resolution = "resolution";
    private static readonly string[] Needed = [NetworkScale.DepthMultiplier, NetworkScale.WidthMultiplier, Resolution];

    public string Name => "compound-scaling";

    public ImmutableArray<StrategyOption> Options { get; } =
    [
        new(Step, Default: 0.05, Min: 0.02, Max: 1, Whole: false),
        new(Product, Default: 2, Min: 1.1, Max: 16, Whole: false),
        new(Tolerance, Default: 0.1, Min: 0, Max: 2, Whole: false),
        new(Family, Default: 0, Min: 0, Max: 20, Whole: true),
        new(BaseResolution, Default: 0, Min: 0, Max: 8192, Whole: true),
    ];

    public IEnumerable<string> Check(ParameterSet options, BudgetSpec budget)
    {
        if (GridOf(options).IsEmpty)
        {
            yield return $"'step', 'product' and 'tolerance' leave no point of the grid";
        }

        var family = (int)this.Option(options, Family);
        if (family >= budget.Candidates)
        {
            yield return $"'family' is {family}: allowed is less than the budget of {budget.Candidates} candidates";
        }
    }

    public IEnumerable<string> CheckSpace(SearchSpace space) =>
        Needed
            .Where(name =>
                !space.Dimensions.Any(dimension =>
                    dimension.Name == name
                    && dimension.Part == SpacePart.Architecture
                    && dimension is RealDimension or IntegerDimension
                )
            )
            .Select(name => $"'{Name}' needs a real or integer architecture dimension '{name}' in the space");

    public SearchStep Plan(SearchView view)
    {
        var family = (int)view.Option(this, Family);
        if (view.Candidates.HasStage(SearchStages.Family))
        {
            return view.AllFinal ? SearchStep.Finish : SearchStep.Wait;
        }

        var grid = Math.Min(view.Spec.Budget.Candidates - family, GridOf(view.Spec.Strategy.Options).Length);
        if (view.Candidates.Length < grid && !view.Candidates.HasStage(SearchStages.Grid))
        {
            return SearchStep.Propose(SearchStages.Grid, grid);
        }

        if (!view.AllFinal)
        {
            return SearchStep.Wait;
        }

        return family > 0 && !view.Completed.IsEmpty
            ? SearchStep.Propose(SearchStages.Family, family)
            : SearchStep.Finish;
    }

    public ImmutableArray<Proposal> Propose(SearchView view, SearchStep step) =>
        step.Stage == SearchStages.Family ? FamilyOf(view, step) : GridPoints(view, step);

    /// <summary>The coefficients of the most accurate point of the grid so far; null where none completed.</summary>
    public CompoundCoefficients? Best(SearchView view) => BestPoint(view)?.Coefficients;

    /// <summary>The baseline scaled; null where the space does not have that point.</summary>
    public Configuration? Scale(SearchView view, NetworkMultipliers multipliers)
    {
        var reference = view.Space.Reference();
        var side = (int)view.Option(this, BaseResolution);
        var architecture = reference
            .Architecture.With(NetworkScale.DepthMultiplier, multipliers.Depth)
            .With(NetworkScale.WidthMultiplier, multipliers.Width)
            .With(Resolution, multipliers.SideOf(side > 0 ? side : view.Experiment.Dataset.Resolution));
        var scaled = reference with { Architecture = architecture };
        return view.Space.Check(scaled).IsEmpty ? scaled : null;
    }

    private ImmutableArray<Proposal> GridPoints(SearchView view, SearchStep step)
    {
        var points = GridOf(view.Spec.Strategy.Options).ToArray();
        SeededRandom.Create(view.Spec.Seed, SearchStages.Grid).Shuffle(points);
        return Take(view, step, points.Select(point => (point.At(1), Parent: (int?)null)));
    }

    private ImmutableArray<Proposal> FamilyOf(SearchView view, SearchStep step)
    {
        var (best, coefficients) = BestPoint(view)!.Value;
        return Take(
            view,
            step,
            Enumerable
                .Range(0, step.Count + 1)
                .Where(phi => phi != 1)
                .Select(phi => (coefficients.At(phi), Parent: (int?)best.Id.Number))
        );
    }

    private ImmutableArray<Proposal> Take(
        SearchView view,
        SearchStep step,
        IEnumerable<(NetworkMultipliers Multipliers, int? Parent)> points
    )
    {
        var source = view.NewSource();
        return
        [
            .. points
                .Select(point => (Configuration: Scale(view, point.Multipliers), point.Parent))
                .Where(point => point.Configuration is { } configuration && source.TryTake(configuration))
                .Take(step.Count)
                .Select(point => view.Propose(point.Configuration!, step.Stage) with { Parent = point.Parent }),
        ];
    }

    private (Candidate Candidate, CompoundCoefficients Coefficients)? BestPoint(SearchView view)
    {
        var best = view
            .Completed.Where(candidate => candidate.Stage == SearchStages.Grid)
            .OrderByDescending(view.Score)
            .ThenBy(candidate => candidate.Id.Number)
            .FirstOrDefault();
        if (best is null)
        {
            return null;
        }

        // By its configuration: the resolution alone does not tell γ, which was rounded to pixels.
        var key = best.Configuration.Key;
        var point = GridOf(view.Spec.Strategy.Options).FirstOrDefault(point => Scale(view, point.At(1))?.Key == key);
        return point is null ? null : (best, point);
    }

    private ImmutableArray<CompoundCoefficients> GridOf(ParameterSet options) =>
        CompoundGrid.Of(this.Option(options, Step), this.Option(options, Product), this.Option(options, Tolerance));
}
