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
        _picks = null;
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
        _picks = Mode == SupernetMode.Sampled ? PicksOf(_current) : null;
    }

    /// <summary>The option that runs alone, or null where all do.</summary>
    public int? PickOf(int choice) => _picks?[choice];

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

    private static int[] PicksOf(torch.Tensor weights) =>
        [.. weights.detach().argmax(1).cpu().data<long>().ToArray().Select(option => (int)option)];

    private static torch.Tensor Absent(ImmutableArray<SupernetChoice> choices, int width)
    {
        var values = choices.SelectMany(choice =>
            Enumerable.Range(0, width).Select(i => i < choice.Options.Length ? 0f : float.NegativeInfinity)
        );
        return torch.tensor(values.ToArray(), [choices.Length, width]);
    }
}
