using System.Collections.Immutable;
using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Supernets;

/// <summary>θ of all choices in one matrix, and what a pass draws from it: m = softmax((θ + g)/τ), g ~ Gumbel(0, 1).</summary>
/// <remarks>
/// One row for each choice, as wide as the longest; places beyond a choice's options weigh nothing. In evaluation the
/// weights are softmax(θ), the distribution that architectures are drawn from, or in sampled mode its most likely option.
/// </remarks>
internal sealed class ArchitectureWeights : IDisposable
{
    private readonly ImmutableArray<SupernetChoice> _choices;
    private readonly TensorSlot _theta;
    private readonly torch.Tensor _absent;
    private readonly Dictionary<ChoiceSize, torch.Tensor> _stairs = [];
    private readonly Dictionary<ChoiceSize, torch.Tensor> _masks = [];
    private torch.Tensor? _current;
    private int[]? _picks;
    private int[]? _seconds;

    public ArchitectureWeights(ImmutableArray<SupernetChoice> choices, SupernetMode mode, torch.Device device)
    {
        _choices = choices;
        Mode = mode;
        Width = choices.Max(choice => choice.Options.Length);
        _theta = Store.AddParameter("theta", [choices.Length, Width], TensorStart.Zeros);
        Store.Allocate(device, seed: 0);
        _absent = Absent(choices, Width).to(device).DetachFromDisposeScope();
    }

    public SupernetMode Mode { get; }

    /// <summary>Options of the longest choice.</summary>
    public int Width { get; }

    /// <summary>Holds θ and its gradient.</summary>
    public TensorStore Store { get; } = new();

    /// <summary>τ.</summary>
    public double Temperature { get; set; } = 1;

    /// <summary>Whether gradients reach θ.</summary>
    public bool Learns { get; set; }

    /// <summary>Choices × width, instead of what would be drawn; for looking at one architecture.</summary>
    public torch.Tensor? Given { get; set; }

    public torch.Tensor Theta => _theta.Value;

    /// <summary>m of the pass under way: choices × width. Owned by the scope the pass was started in.</summary>
    public torch.Tensor Current => _current ?? throw new InvalidOperationException("No pass has been started.");

    /// <summary>softmax(θ).</summary>
    public torch.Tensor Probabilities() => Theta.detach().Plus(_absent).softmax(1);

    /// <summary>Starts a pass: draws m.</summary>
    public void Begin(bool training)
    {
        _masks.Clear();
        (_picks, _seconds) = (null, null);
        if (Given is { } given)
        {
            _current = given;
            return;
        }

        if (!training)
        {
            _current = Probabilities();
            _picks = Mode == SupernetMode.Sampled ? PicksOf(_current) : null;
            return;
        }

        var theta = Learns ? Theta : Theta.detach();
        using var scores = theta.Plus(_absent).Plus(Gumbel());
        _current = scores.Times(1 / Temperature).softmax(1);
        if (Mode == SupernetMode.Sampled)
        {
            _picks = PicksOf(scores);
            _seconds = Learns ? SecondsOf(scores) : null;
        }
    }

    /// <summary>The option that runs alone, or null where all do.</summary>
    public int? PickOf(int choice) => _picks?[choice];

    /// <summary>
    /// The option that runs beside the one drawn, with weight 0, while θ learns in sampled mode: the next likely draw. The
    /// normalisation after most blocks hides the size of what it is given, so that a block alone would teach θ nothing; with
    /// two, each shows its own gradient (ProxylessNAS, §3.2.1).
    /// </summary>
    public int? SecondOf(int choice) => _seconds?[choice];

    /// <summary>1 or 0 forward, the weight backward: m − m without gradient, and 1 for the option drawn.</summary>
    public torch.Tensor PathWeightOf(int choice, int option)
    {
        using var weight = WeightOf(choice, option);
        using var value = weight.detach();
        using var none = weight.Minus(value);
        using var kept = option == PickOf(choice) ? torch.ones_like(value) : torch.zeros_like(value);
        return none.Plus(kept);
    }

    /// <summary>Weight of an option: a scalar.</summary>
    public torch.Tensor WeightOf(int choice, int option) => Current.select(0, choice).select(0, option);

    /// <summary>Σ gᵢ·1ᵢ over as many channels as the largest option has.</summary>
    public torch.Tensor MaskOf(ChoiceSize size)
    {
        if (!_masks.TryGetValue(size, out var mask))
        {
            mask = PairsOf(size).matmul(StairsOf(size)).squeeze(0);
            _masks[size] = mask;
        }

        return mask;
    }

    /// <summary>Σ gᵢ·sᵢ: a scalar.</summary>
    public torch.Tensor EffectiveOf(ChoiceSize size) => MaskOf(size).sum();

    public void Dispose()
    {
        Store.Dispose();
        _absent.Dispose();
        foreach (var stairs in _stairs.Values)
        {
            stairs.Dispose();
        }
    }

    private torch.Tensor PairsOf(ChoiceSize size)
    {
        var rows = new[] { size.First, size.Second }.OfType<int>().Select(RowOf).ToList();
        return rows.Count == 1 ? rows[0].unsqueeze(0) : torch.outer(rows[0], rows[1]).reshape(1, -1);
    }

    private torch.Tensor RowOf(int choice) => Current.select(0, choice).narrow(0, 0, _choices[choice].Options.Length);

    // One row of ones and zeros for each size.
    private torch.Tensor StairsOf(ChoiceSize size)
    {
        if (!_stairs.TryGetValue(size, out var stairs))
        {
            using var scope = torch.NewDisposeScope();
            var places = torch.arange(size.Largest, device: Theta.device).unsqueeze(0);
            var ends = torch.tensor(size.Sizes.Select(end => (long)end).ToArray(), device: Theta.device).unsqueeze(1);
            stairs = places.lt(ends).to(torch.float32).DetachFromDisposeScope();
            _stairs[size] = stairs;
        }

        return stairs;
    }

    // −ln of an exponentially distributed number.
    private torch.Tensor Gumbel() => torch.empty_like(Theta).exponential_(1).log_().neg_();

    private static int[] PicksOf(torch.Tensor scores) =>
        [.. scores.detach().argmax(1).cpu().data<long>().ToArray().Select(option => (int)option)];

    // By the scores, of which those of absent options are −∞; at a low temperature several weights can be zero.
    private static int[] SecondsOf(torch.Tensor scores)
    {
        var (_, options) = scores.detach().topk(2, 1);
        return [.. options.select(1, 1).cpu().data<long>().ToArray().Select(option => (int)option)];
    }

    private static torch.Tensor Absent(ImmutableArray<SupernetChoice> choices, int width)
    {
        var values = choices.SelectMany(choice =>
            Enumerable.Range(0, width).Select(i => i < choice.Options.Length ? 0f : float.NegativeInfinity)
        );
        return torch.tensor(values.ToArray(), [choices.Length, width]);
    }
}
