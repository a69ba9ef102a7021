using NasCluster.Domain.Architectures;
using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;
using TorchSharp;
using Parameter = TorchSharp.Modules.Parameter;

namespace NasCluster.Trainer.Tests.Training;

[Collection(TorchTests.Name)]
public sealed class OptimizerTests
{
    private const double Rate = 0.01;
    private const double Decay = 0.1;
    private const double Momentum = 0.9;

    [Theory]
    [InlineData("Sgd")]
    [InlineData("Adam")]
    [InlineData("AdamW")]
    [InlineData("RmsProp")]
    public void Step_TenTimes_MovesTheWeightsAsTorchDoes(string kind)
    {
        var recipe = RecipeOf(kind);
        using var module = new GraphModule(WeightsOnly(), new() { Seed = 2 });
        using var ours = OptimizerCatalog.Create(module.Tensors, recipe);
        var copies = module.Tensors.Parameters.Select(slot => new Parameter(slot.Value.detach().clone())).ToList();
        using var theirs = TorchOf(recipe.Optimizer, copies);
        torch.manual_seed(3);
        for (var i = 0; i < 10; i++)
        {
            foreach (var (slot, copy) in module.Tensors.Parameters.Zip(copies))
            {
                var gradient = torch.randn(slot.Shape);
                using var noGradient = torch.no_grad();
                slot.Value.grad!.copy_(gradient);
                copy.grad = gradient;
            }

            ours.Step(Rate);
            theirs.step();
        }

        Assert.Equal(10, ours.Steps);
        Assert.All(
            module.Tensors.Parameters.Zip(copies),
            pair => Assert.True(torch.allclose(pair.First.Value, pair.Second, rtol: 1e-4, atol: 1e-5))
        );
    }

    [Theory]
    [InlineData("Sgd")]
    [InlineData("Adam")]
    [InlineData("AdamW")]
    [InlineData("RmsProp")]
    [InlineData("RmsPropTf")]
    public void Step_NoGradient_ShrinksWeightsAndNothingElse(string kind)
    {
        using var module = new GraphModule(TinyNetwork.Create(), new());
        using var optimizer = OptimizerCatalog.Create(module.Tensors, RecipeOf(kind));
        var before = module.Tensors.Parameters.ToDictionary(slot => slot.Name, slot => slot.Value.detach().clone());
        optimizer.Step(Rate);
        Assert.All(
            module.Tensors.Parameters,
            slot => Assert.Equal(slot.Shape.Length == 1, Tensors.Same(slot.Value, before[slot.Name]))
        );
    }

    [Fact]
    public void Step_RmsPropTf_MovesAsTensorFlowsRule()
    {
        using var module = new GraphModule(WeightsOnly(), new() { Seed = 2 });
        using var optimizer = OptimizerCatalog.Create(module.Tensors, RecipeOf("RmsPropTf") with { WeightDecay = 0 });
        var weight = module.Tensors.Parameters[0].Value;
        double expected = weight.flatten()[0].item<float>();
        var (square, velocity) = (1.0, 0.0);
        foreach (var gradient in new[] { 0.5, -2, 0.25 })
        {
            module.Tensors.FlatGradient.fill_(gradient);
            optimizer.Step(Rate);
            square = 0.9 * square + 0.1 * gradient * gradient;
            velocity = Momentum * velocity + Rate * gradient / Math.Sqrt(square + 1e-3);
            expected -= velocity;
            Assert.Equal(expected, weight.flatten()[0].item<float>(), tolerance: 1e-6);
        }
    }

    [Fact]
    public void Step_Any_ClearsTheGradient()
    {
        using var module = new GraphModule(TinyNetwork.Create(), new());
        using var optimizer = OptimizerCatalog.Create(module.Tensors, RecipeOf("AdamW"));
        module.Tensors.FlatGradient.fill_(1);
        optimizer.Step(Rate);
        Assert.Equal(0, module.Tensors.FlatGradient.abs().sum().item<float>());
    }

    private static TrainingRecipe RecipeOf(string kind) =>
        new()
        {
            Optimizer = Enum.Parse<OptimizerKind>(kind),
            WeightDecay = Decay,
            Momentum = Momentum,
        };

    private static Network WeightsOnly()
    {
        var builder = new NetworkBuilder(new(3, 4, 4));
        var x = builder.Add("c", new Conv2d(3, 5, 3, 1, 1), Network.InputIndex);
        builder.Add("f", new Linear(5, 2, Bias: false), builder.Add("p", new GlobalAveragePool(), x));
        return builder.Build();
    }

    private static torch.optim.Optimizer TorchOf(OptimizerKind kind, List<Parameter> weights) =>
        kind switch
        {
            OptimizerKind.Sgd => torch.optim.SGD(weights, Rate, Momentum, weight_decay: Decay, nesterov: true),
            OptimizerKind.Adam => torch.optim.Adam(weights, Rate, weight_decay: Decay),
            OptimizerKind.AdamW => torch.optim.AdamW(weights, Rate, weight_decay: Decay),
            _ => torch.optim.RMSProp(weights, Rate, momentum: Momentum, weight_decay: Decay),
        };
}
